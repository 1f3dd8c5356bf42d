package org.plumbline.suite.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The examples for build servers: they are what they say, and read reports that are written. */
class CiExamplesTest {
  private static final Path FOLDER = Path.of("..", "docs", "guide", "ci");
  private static final Pattern REPORT = Pattern.compile("build/[a-z]+\\.[a-z]+");

  private static Object yaml(String file) throws IOException {
    return new Load(LoadSettings.builder().build())
        .loadFromString(Files.readString(FOLDER.resolve(file)));
  }

  /** All texts in a document. */
  private static List<String> texts(Object node) {
    List<String> texts = new ArrayList<>();
    if (node instanceof Map<?, ?> map) {
      map.values().forEach(value -> texts.addAll(texts(value)));
    } else if (node instanceof Collection<?> list) {
      list.forEach(value -> texts.addAll(texts(value)));
    } else {
      texts.add(String.valueOf(node));
    }
    return texts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"github-actions.yml", "gitlab-ci.yml"})
  void runTheSuiteAndAreYaml(String file) throws IOException {
    assertThat(texts(yaml(file))).contains("plumbline suite run suite.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"github-actions.yml", "gitlab-ci.yml", "Jenkinsfile"})
  void readReportsThatTheSuiteWrites(String file) throws IOException {
    Suite suite = SuiteParser.parse(FOLDER.resolve("suite.yaml"), Parameters.none());
    List<String> written =
        suite.reports().values().stream().map(path -> "build/" + path.getFileName()).toList();
    List<String> read =
        REPORT
            .matcher(Files.readString(FOLDER.resolve(file)))
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(read).isNotEmpty();
    assertThat(written).containsAll(read);
  }

  @Test
  void theJenkinsfileRunsTheSuite() throws IOException {
    assertThat(Files.readString(FOLDER.resolve("Jenkinsfile")))
        .contains("sh 'plumbline suite run suite.yaml'");
  }
}
