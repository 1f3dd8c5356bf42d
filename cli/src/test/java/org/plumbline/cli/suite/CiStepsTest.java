package org.plumbline.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The steps of the examples for build servers, as they are written, in a folder that has only what
 * a checkout has. What a server itself does (checkout, cache, uploads) is left out.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class CiStepsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path CI = ROOT.resolve("docs/guide/ci");
  private static final Path IMAGE = Path.of("images", "4", "line-101.txt");
  private static final Pattern SHELL = Pattern.compile("sh '([^']*)'");

  @TempDir private Path folder;
  private Path checkout;

  @BeforeEach
  void checkOut() throws IOException {
    checkout = Files.createDirectories(folder.resolve("checkout"));
    Files.copy(ROOT.resolve("examples/digits/digits.onnx"), checkout.resolve("model.onnx"));
    Files.createDirectories(checkout.resolve(IMAGE).getParent());
    Files.copy(
        ROOT.resolve("examples/junit/src/test/resources").resolve(IMAGE), checkout.resolve(IMAGE));
    Path launcher = Files.createDirectories(folder.resolve("bin")).resolve("plumbline");
    String start =
        "exec '%s' -XX:TieredStopAtLevel=1 -cp '%s' org.plumbline.cli.Plumbline \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"));
    Files.writeString(launcher, "#!/bin/sh\n" + start);
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  /** These digits have grey levels up to 16; so far may each of them move. */
  private void suite(String epsilon) throws IOException {
    String text = Files.readString(CI.resolve("suite.yaml"));
    assertThat(text).contains("epsilon: 0.01", "range: [0, 1]");
    Files.writeString(
        checkout.resolve("suite.yaml"),
        text.replace("epsilon: 0.01", "epsilon: " + epsilon).replace("[0, 1]", "[0, 16]"));
  }

  @ParameterizedTest
  @CsvSource({"github-actions.yml,2", "gitlab-ci.yml,1", "Jenkinsfile,1"})
  void theGateOpensAndShutsAndReportsAreThere(String file, int steps) throws Exception {
    List<String> commands = steps(file);
    assertThat(commands).hasSize(steps).element(0).isEqualTo("plumbline suite run suite.yaml");
    suite("0.01");
    for (String command : commands) {
      assertThat(run(command)).as(command).isZero();
    }
    suite("6");
    assertThat(run(commands.get(0))).as("the gate").isEqualTo(10);
    for (String command : commands.subList(1, commands.size())) {
      assertThat(run(command)).as(command).isZero();
      assertThat(said()).contains("::error file=suite.yaml,line=4");
      assertThat(folder.resolve("summary.md")).content().contains("REQ-1 robust to noise");
    }
    assertThat(checkout.resolve("build"))
        .isDirectoryContaining("glob:**/plumbline.{xml,sarif}")
        .isDirectoryContaining("glob:**/gitlab.json")
        .isDirectoryContaining("glob:**/metrics.txt");
  }

  private static List<String> steps(String file) throws IOException {
    String text = Files.readString(CI.resolve(file));
    if (file.equals("Jenkinsfile")) {
      return SHELL.matcher(text).results().map(found -> found.group(1)).toList();
    }
    List<String> steps = new ArrayList<>();
    collect(new Load(LoadSettings.builder().build()).loadFromString(text), steps);
    return steps;
  }

  /** What stands below the keys {@code run} and {@code script}. */
  private static void collect(Object node, List<String> steps) {
    if (node instanceof Collection<?> list) {
      list.forEach(one -> collect(one, steps));
    } else if (node instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (entry.getKey().equals("run")) {
          steps.add((String) entry.getValue());
        } else if (entry.getKey().equals("script")) {
          ((List<?>) entry.getValue()).forEach(one -> steps.add((String) one));
        } else {
          collect(entry.getValue(), steps);
        }
      }
    }
  }

  private int run(String command) throws IOException, InterruptedException {
    ProcessBuilder process =
        new ProcessBuilder("bash", "-eo", "pipefail", "-c", command)
            .directory(checkout.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile());
    Map<String, String> environment = process.environment();
    environment.put("PATH", folder.resolve("bin") + File.pathSeparator + environment.get("PATH"));
    environment.put("GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString());
    return process.start().waitFor();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said"));
  }
}
