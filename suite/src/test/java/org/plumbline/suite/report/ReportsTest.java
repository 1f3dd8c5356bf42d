package org.plumbline.suite.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.suite.SuiteResult;
import org.plumbline.suite.format.JUnitXml;
import org.plumbline.suite.format.ResultJson;
import org.plumbline.suite.format.Sarif;
import org.plumbline.suite.summary.SampleRun;

class ReportsTest {
  @TempDir Path folder;

  @Test
  void foldersAreMadeAndOldReportsReplaced() throws IOException {
    SuiteResult result = SampleRun.open(folder);
    Path file = folder.resolve("build/deep/report.json");
    Reports.write(result, Map.of(ReportKind.JSON, file));
    Files.writeString(file, "old");
    Reports.write(result, Map.of(ReportKind.JSON, file));
    assertThat(file).hasContent(ResultJson.of(result));
    assertThat(file.getParent()).isDirectoryContaining(f -> f.equals(file));
    try (var files = Files.list(file.getParent())) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void theSameRunGivesTheSameBytes() {
    assertThat(JUnitXml.of(SampleRun.shut(folder))).isEqualTo(JUnitXml.of(SampleRun.shut(folder)));
    assertThat(Sarif.of(SampleRun.shut(folder))).isEqualTo(Sarif.of(SampleRun.shut(folder)));
  }

  @Test
  void aReportThatCannotBeWrittenIsNamedAndTheOthersAreWritten() throws IOException {
    Path blocked = Files.writeString(folder.resolve("file"), "").resolve("a.xml");
    Path other = folder.resolve("b.md");
    assertThatThrownBy(
            () ->
                Reports.write(
                    SampleRun.open(folder),
                    Map.of(ReportKind.JUNIT, blocked, ReportKind.MARKDOWN, other)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the report junit: " + blocked);
    assertThat(other).exists();
  }

  @Test
  void aCounterexampleThatIsGoneIsTold() throws IOException {
    SuiteResult result = SampleRun.shut(folder);
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    assertThat(JUnitXml.of(result)).contains("The counterexample cannot be read: " + folder);
  }
}
