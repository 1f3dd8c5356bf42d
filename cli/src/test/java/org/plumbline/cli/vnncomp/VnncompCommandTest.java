package org.plumbline.cli.vnncomp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.cli.JointFiles;

/**
 * Two categories of two instances each, whose answers are sat and unsat: outputs of {@code SUM} and
 * {@code LESS} on [-1, 1]², which differ by 1/2 at most.
 */
class VnncompCommandTest {
  private static final String FIRST =
      """
      (declare-const X_0 Real) (declare-const X_1 Real)
      (declare-const Y_0 Real) (declare-const Y_1 Real)
      (assert (>= X_0 -1.0)) (assert (<= X_0 1.0)) (assert (>= X_1 -1.0)) (assert (<= X_1 1.0))
      (assert (>= Y_0 %s))
      """;

  private static final String SECOND =
      JointFiles.two("float32", "(isomorphic-to f)")
          + JointFiles.box("A")
          + "(assert (== A[0,0] B[0,0]))\n(assert (== A[0,1] B[0,1]))\n"
          + "(assert (>= FA[0,0] (+ GB[0,0] %s)))\n";

  private static final String PAIR = "\"[('f', 'onnx/f.onnx'), ('g', 'onnx/g.onnx')]\"";

  @TempDir private Path folder;
  private JointFiles files;
  private Path results;

  @BeforeEach
  void write() throws IOException {
    files = new JointFiles(folder);
    results = Files.createDirectory(folder.resolve("out")).resolve("results.csv");
    for (String place : List.of("all/one/1.0", "all/two/2.0")) {
      Files.createDirectories(folder.resolve(place + "/onnx"));
      Files.createDirectories(folder.resolve(place + "/vnnlib"));
      files.model(place + "/onnx/f.onnx", JointFiles.SUM);
      files.model(place + "/onnx/g.onnx", JointFiles.LESS);
    }
    files.file("all/one/1.0/vnnlib/sat.vnnlib", FIRST.formatted("1.5"));
    files.file("all/one/1.0/vnnlib/unsat.vnnlib", FIRST.formatted("2.5"));
    files.file("all/two/2.0/vnnlib/sat.vnnlib", SECOND.formatted("0.25"));
    files.file("all/two/2.0/vnnlib/unsat.vnnlib", SECOND.formatted("0.75"));
    files.file("all/one/1.0/instances.csv", list("onnx/f.onnx", "expected", "sat", "unsat"));
    files.file("all/two/2.0/instances.csv", list(PAIR, "more", "", ""));
  }

  private static String list(String networks, String column, String first, String second) {
    return "onnx,vnnlib,timeout_s,%s\n%s,vnnlib/sat.vnnlib,60,%s\n%s,vnnlib/unsat.vnnlib,60,%s\n"
        .formatted(column, networks, first, networks, second);
  }

  private int run(String... options) {
    List<String> all = new ArrayList<>(List.of("vnncomp", "run", files.path("all")));
    all.addAll(List.of("--results", results.toString()));
    all.addAll(Arrays.asList(options));
    return files.run(all.toArray(String[]::new));
  }

  private int runLiar(String word) {
    return run("--command", "sh -c 'echo " + word + " >$3' sh {onnx} {vnnlib} {result}");
  }

  /** Plumbline in processes of its own, on both versions, and its witnesses in ONNX Runtime. */
  @Test
  void plumblineAnswersBothVersions() throws IOException {
    assertThat(run()).as(files.toString()).isZero();
    assertThat(Files.readAllLines(results))
        .extracting(
            line -> line.replaceAll("^(\\w+),.*/(\\w+)\\.vnnlib,[\\d.]+,(\\w+),.*", "$1 $2 $3"))
        .containsExactly("one sat sat", "one unsat unsat", "two sat sat", "two unsat unsat");
    assertThat(files.read("out/results.csv.witnesses/two/f+g_sat.counterexample"))
        .startsWith("sat\nA float32 [1,2]\n");
    assertThat(files.out())
        .containsPattern("plumbline +4 +2 +2 +0 +0 +40 +200.0")
        .doesNotContain("WRONG");
    Path json = folder.resolve("score.json");
    assertThat(
            files.run(
                "vnncomp",
                "score",
                results.toString(),
                files.path("all"),
                "--json",
                json.toString()))
        .isZero();
    JsonNode score = new JsonMapper().readTree(json.toFile());
    assertThat(score.at("/total/0/points").asInt()).isEqualTo(40);
    assertThat(score.at("/categories/1/category").asText()).isEqualTo("two");
  }

  @Test
  void aLiarIsConvictedByTheListAndByWitnesses() throws IOException {
    assertThat(runLiar("unsat")).isEqualTo(12);
    assertThat(files.out())
        .contains("sh, one f_sat: WRONG, unsat, against sat in the list's column expected")
        .contains("sat in the list's column expected (1)")
        .containsPattern("sh +4 +0 +3 +1 +0 +-120 ");
    Path other = folder.resolve("out/other.csv");
    Files.writeString(other, "two," + PAIR + ",vnnlib/sat.vnnlib,0,sat,1\n");
    assertThat(score("--against", other.toString())).isEqualTo(12);
    assertThat(files.out()).containsPattern("sh +4 +0 +2 +2 ").containsPattern("other +4 +1 ");
  }

  private int score(String... options) {
    List<String> all = new ArrayList<>(List.of("vnncomp", "score", results.toString()));
    all.add(files.path("all"));
    all.addAll(Arrays.asList(options));
    return files.run(all.toArray(String[]::new));
  }

  @Test
  void satWithoutAWitnessIsWrong() {
    assertThat(runLiar("sat")).isEqualTo(12);
    assertThat(files.out()).containsPattern("sh +4 +0 +0 +4 +0 +-600 ");
  }

  @Test
  void onlyWhatIsChosenIsRun() throws IOException {
    assertThat(run("--command", "echo {onnx} {vnnlib}", "--category", "two", "--every", "2"))
        .isZero();
    assertThat(Files.readAllLines(results)).hasSize(1);
    assertThat(files.out()).contains("1 instances have no result yet");
    assertThat(run("--command", "echo {onnx} {vnnlib}")).isZero();
    assertThat(Files.readAllLines(results)).hasSize(4);
  }

  @Test
  void anotherRunIsRefused() {
    assertThat(runLiar("unknown")).isZero();
    assertThat(runLiar("timeout")).isEqualTo(3);
    assertThat(files.err()).contains("another run");
  }

  @ParameterizedTest
  @CsvSource({
    "--category, three, no category three",
    "--every, 0, --every 0 is not positive",
    "--max-timeout, 0.5, is not from 1",
    "--memory, -1, is negative",
    "--prefer, 3.0, neither 1.0 nor 2.0",
    "--scripts, nowhere, has no run_instance.sh",
    "--command, tool {onnx}, {vnnlib} is missing"
  })
  void mistakesAreNamed(String option, String value, String message) {
    assertThat(run(option, value)).isEqualTo(2);
    assertThat(files.err()).contains(message);
    assertThat(results).doesNotExist();
  }

  @Test
  void whatIsReadIsNotWritten() {
    results = folder.resolve("all/results.csv");
    assertThat(runLiar("unsat")).isEqualTo(2);
    assertThat(files.err()).contains("is read");
  }

  @Test
  void aFolderWithoutCategoriesIsUnreadable() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(files.run("vnncomp", "run", empty.toString(), "--results", results.toString()))
        .isEqualTo(3);
    assertThat(files.err()).contains("instances.csv is expected");
    assertThat(score()).isEqualTo(3);
    assertThat(files.err()).contains("no such file");
  }
}
