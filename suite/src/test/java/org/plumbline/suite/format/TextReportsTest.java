package org.plumbline.suite.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.summary.SampleRun;

class TextReportsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern COMMAND =
      Pattern.compile("::(error|warning) file=[^,:]+,line=\\d+,col=\\d+,title=[^,:]+::[^\\r\\n]+");
  private static final Pattern LABEL =
      Pattern.compile("[a-z0-9_]+=\"([^\"\\\\\n]|\\\\[\\\\\"n])*\"");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-z_]+)\\{" + LABEL + "(," + LABEL + ")*} -?\\d+(\\.\\d+)?(E-?\\d+)?");

  @TempDir Path folder;

  @Test
  void annotationsAreCommandsWithEscapes() {
    List<String> lines = GitHubAnnotations.of(SampleRun.shut(folder)).lines().toList();
    assertThat(lines).allMatch(COMMAND.asMatchPredicate());
    assertThat(lines.get(0))
        .startsWith(
            "::error file=suite.yaml,line=3,col=5,title=REQ-12 robust to noise%3A not met::")
        .contains("2 %25 are allowed");
    assertThat(GitHubAnnotations.of(SampleRun.open(folder))).isEmpty();
    assertThat(GitHubAnnotations.of(SampleRun.known(folder))).startsWith("::warning");
  }

  @Test
  void codeQualityHasWhatGitLabReads() throws IOException {
    JsonNode list = JSON.readTree(GitLabQuality.of(SampleRun.shut(folder)));
    Set<String> seen = new HashSet<>();
    for (JsonNode entry : list) {
      assertThat(entry.path("description").asText()).isNotBlank();
      assertThat(entry.path("check_name").asText()).isNotBlank();
      assertThat(seen.add(entry.path("fingerprint").asText())).isTrue();
      assertThat(entry.path("severity").asText())
          .isIn("info", "minor", "major", "critical", "blocker");
      assertThat(entry.path("location").path("path").asText()).isEqualTo("suite.yaml");
      assertThat(entry.path("location").path("lines").path("begin").isInt()).isTrue();
    }
    assertThat(list.path(0).path("severity").asText()).isEqualTo("blocker");
  }

  @Test
  void metricsAreFamiliesWithSamplesThatEnd() {
    String text = OpenMetrics.of(SampleRun.shut(folder));
    assertThat(text).endsWith("\n# EOF\n");
    Set<String> families = new HashSet<>();
    String family = "";
    for (String line : text.lines().filter(l -> !l.equals("# EOF")).toList()) {
      String[] words = line.split(" ", 4);
      if (words[1].equals("TYPE")) {
        family = words[2];
        assertThat(families.add(family)).isTrue();
      } else if (line.startsWith("#")) {
        assertThat(words[2]).isEqualTo(family);
      } else {
        assertThat(line).matches(SAMPLE);
        assertThat(line).matches(family + "(_info)?\\{.*");
      }
    }
    assertThat(text)
        .contains(
            "requirement=\"REQ-13 <fixed> \\\"properties\\\" & more\",verdict=\"violated\"} 1")
        .contains("plumbline_gate_open{suite=\"suite.yaml\"} 0");
  }

  @Test
  void markdownSaysWhatFailsAndWhatToDo() {
    String text = Markdown.of(SampleRun.shut(folder));
    assertThat(text)
        .startsWith("## The gate is shut: 3 of 4 requirements are not met\n")
        .contains("| ❌ not met | REQ-12 robust to noise |")
        .contains("REQ-13 &lt;fixed&gt;")
        .contains("**REQ-12 robust to noise/image 3 within 0.08** Violated: class 9")
        .contains("`plumbline verify models/digits.onnx --input data/3.png`")
        .contains("Fixed, and to be taken out of the baseline: REQ-12 robust to noise/image 0");
    long columns =
        text.lines().filter(l -> l.startsWith("|---")).findFirst().orElseThrow().length();
    assertThat(columns).isPositive();
    assertThat(text.lines().filter(l -> l.startsWith("|")))
        .allMatch(l -> l.replace("\\|", "").chars().filter(c -> c == '|').count() == 9);
  }

  @Test
  void jsonHasEveryQuestionAndRequirement() throws IOException {
    SuiteResult result = SampleRun.shut(folder);
    JsonNode root = JSON.readTree(ResultJson.of(result));
    assertThat(root.path("questions")).hasSize(result.answers().size());
    assertThat(root.path("requirements")).hasSize(4);
    assertThat(root.path("gate").path("standing").asText()).isEqualTo("not-met");
    JsonNode broken = root.path("questions").path(result.answers().size() - 1);
    assertThat(broken.path("verdict").asText()).isEqualTo("error");
    assertThat(broken.path("mark").asText()).isEqualTo("broken");
    assertThat(
            root.path("requirements").path(0).path("conditions").path(0).path("lower").asDouble())
        .isBetween(0.0, 1.0);
  }
}
