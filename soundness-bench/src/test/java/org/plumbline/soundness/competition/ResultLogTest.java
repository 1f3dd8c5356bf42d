package org.plumbline.soundness.competition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.network.model.ParseException;
import org.plumbline.soundness.run.CommandTemplate;

/** Runs of tools that are scripts of a line. */
class ResultLogTest {
  private static final RunHeader HEADER = new RunHeader("liar", "a liar", 30, 0, "2.0");

  @TempDir private Path folder;
  private Path results;
  private List<CompetitionInstance> instances;

  @BeforeEach
  void write() throws IOException {
    results = folder.resolve("results.csv");
    instances = Category.of(TinyCategory.usual(folder.resolve("tiny")).folder()).instances();
  }

  /** Runs a script, of which $1 is networks, $2 the property, $3 the time, $4 the result. */
  private void run(RunHeader header, String script) throws IOException, InterruptedException {
    CommandTemplate tool =
        new CommandTemplate(
            List.of("sh", "-c", script, "sh", "{onnx}", "{vnnlib}", "{timeout}", "{result}"));
    new CompetitionRun(tool, header, ResultLog.of(results, header)).run(instances, line -> {});
  }

  private void run(String script) throws IOException, InterruptedException {
    run(HEADER, script);
  }

  @Test
  void writesTheColumnsOfTheCompetition() throws IOException, InterruptedException {
    run("echo unsat >$4");
    assertThat(Files.readAllLines(results))
        .hasSize(4)
        .first()
        .asString()
        .matches("tiny,onnx/minus.onnx,vnnlib/near/p.vnnlib.gz,0.000,unsat,\\d+\\.\\d{3}");
    assertThat(Files.readAllLines(results).get(3))
        .startsWith("tiny,\"[('f', 'onnx/half.onnx.gz'), ('g', 'onnx/minus.onnx')]\",");
  }

  @ParameterizedTest
  @CsvSource({
    "echo holds >$4, unsat",
    "echo timed-out >$4, timeout",
    "echo unknown >$4, unknown",
    "echo sat, error",
    "echo unsatisfiable >$4, error",
    "exit 1, error"
  })
  void answersAreWordsOfTheCompetition(String script, String word)
      throws IOException, InterruptedException {
    run(script);
    assertThat(ResultTable.read(results).line(instances.get(0)).orElseThrow().word())
        .isEqualTo(word);
  }

  @Test
  void aToolIsToldFilesAndTime() throws IOException, InterruptedException {
    run("{ echo sat; echo \"$1\"; echo \"$2\"; echo $3; } >$4");
    String tiny = folder.resolve("tiny").toString();
    assertThat(ResultTable.read(results).witness(instances.get(3)))
        .isEqualTo(folder.resolve("results.csv.witnesses/tiny/half+minus_two.counterexample"))
        .hasContent(
            "sat\n[('f', '%1$s/onnx/half.onnx.gz'), ('g', '%1$s/onnx/minus.onnx')]\n%1$s/vnnlib/two.vnnlib\n30"
                .formatted(tiny));
    assertThat(ResultTable.read(results).witness(instances.get(2))).content().endsWith("\n20\n");
  }

  @Test
  void whatHasALineIsNotRunAgain() throws IOException, InterruptedException {
    run("echo unsat >$4");
    String before = Files.readString(results);
    run("echo sat >$4");
    assertThat(results).hasContent(before);
  }

  @Test
  void aTornLineIsRunAgain() throws IOException, InterruptedException {
    run("echo unsat >$4");
    String text = Files.readString(results);
    Files.writeString(results, text.substring(0, text.length() - 3));
    assertThat(ResultTable.read(results).line(instances.get(3))).isEmpty();
    run("echo unknown >$4");
    assertThat(Files.readAllLines(results))
        .extracting(line -> line.contains(",unsat,"))
        .containsExactly(true, true, true, false);
  }

  @ParameterizedTest
  @CsvSource({
    "other, a liar, 30, 0, 2.0",
    "liar, other, 30, 0, 2.0",
    "liar, a liar, 31, 0, 2.0",
    "liar, a liar, 30, 1, 2.0",
    "liar, a liar, 30, 0, 1.0"
  })
  void anotherRunIsRefused(String tool, String command, double most, long memory, String version)
      throws IOException, InterruptedException {
    run("echo unsat >$4");
    assertThatThrownBy(
            () -> run(new RunHeader(tool, command, most, memory, version), "echo unsat >$4"))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("another run");
  }

  @Test
  void resultsOfSomebodyElseAreRefused() throws IOException {
    Files.writeString(results, "tiny,a,b,0,unsat,1\n");
    assertThatThrownBy(() -> run("echo unsat >$4"))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("without");
  }

  /** As the scripts of the competition write them; a file without a header may end anyhow. */
  @Test
  void longerPathsLeadToAnInstance() throws IOException {
    Files.writeString(
        results,
        "tiny,./benchmarks/tiny/1.0/onnx/minus.onnx,./benchmarks/tiny/1.0/vnnlib/near/p.vnnlib,0.1,HOLDS,2\n"
            + "tiny,\"[('f', '/b/onnx/half.onnx'), ('g', '/b/onnx/minus.onnx')]\",/b/vnnlib/two.vnnlib,0,violated,3");
    ResultTable table = ResultTable.read(results);
    assertThat(table.line(instances.get(0)).orElseThrow().answer())
        .isEqualTo(ResultLine.Answer.UNSAT);
    assertThat(table.line(instances.get(1))).isEmpty();
    assertThat(table.line(instances.get(2))).isEmpty();
    assertThat(table.line(instances.get(3)).orElseThrow().answer())
        .isEqualTo(ResultLine.Answer.SAT);
    assertThat(table.name()).isEqualTo("results");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"tiny,a,b,0,unsat", "tiny,a,b,0,unsat,soon", "a,b,c,-1,d,2"})
  void aMalformedLineIsRefused(String line) throws IOException {
    Files.writeString(results, "tiny,a,b,0,unsat,1\n" + line + "\n");
    assertThatThrownBy(() -> ResultTable.read(results))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("results.csv:2");
  }
}
