package org.plumbline.cli.vnnlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.cli.JointFiles.BOX;
import static org.plumbline.cli.JointFiles.one;
import static org.plumbline.cli.JointFiles.two;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
import org.plumbline.cli.SampleFiles;
import org.plumbline.specs.vnnlib2.Vnnlib2Parser;
import org.plumbline.specs.vnnlib2.Witness;

/**
 * The command line of the standard: one word first, a witness behind it, no answer to a mistake.
 */
class VnnlibCommandTest {
  private static final String RUNS = two("float32", "") + JointFiles.box("A") + JointFiles.box("B");

  @TempDir private Path folder;
  private JointFiles files;
  private String sum;
  private String less;

  @BeforeEach
  void write() {
    files = new JointFiles(folder);
    sum = files.model("sum.onnx", JointFiles.SUM);
    less = files.model("less.onnx", JointFiles.LESS);
  }

  private int verify(String text, String... options) {
    List<String> all = new ArrayList<>(List.of("vnnlib", "verify", files.file("q.vnnlib", text)));
    all.addAll(Arrays.asList(options));
    return files.run(all.toArray(String[]::new));
  }

  private int runs(String assertion, String... options) {
    List<String> all = new ArrayList<>(List.of("--network", "f=" + sum, "--network", "g=" + less));
    all.addAll(Arrays.asList(options));
    return verify(RUNS + assertion, all.toArray(String[]::new));
  }

  @Test
  void unsatIsOneLine() {
    assertThat(runs("(assert (> FA[0,0] 2.01))")).as("%s", files).isZero();
    assertThat(files.out()).isEqualTo("unsat\n");
    assertThat(files.err()).isEmpty();
  }

  @Test
  void satComesWithAWitness() {
    String assertion = "(assert (and (>= FA[0,0] 1.9) (>= B[0,0] 0.9) (>= (+ GB[0,0] 1.0) 0.0)))";
    assertThat(runs(assertion)).as("%s", files).isZero();
    assertThat(files.out()).startsWith("sat\nA float32 [1,2]\n");
    List<double[]> values =
        Witness.read(files.out(), Vnnlib2Parser.parse(RUNS, "q"), "standard output");
    assertThat(values).hasSize(4);
    assertThat(values.get(1)[0]).isEqualTo(sumOf(values.get(0), 1)).isGreaterThanOrEqualTo(1.9);
    assertThat(values.get(2)[0]).isBetween(0.9, 1.0);
    assertThat(values.get(3)[0]).isEqualTo(sumOf(values.get(2), 0.75f));
  }

  /** The first output, in float32. */
  private static double sumOf(double[] x, float weight) {
    float first = Math.max(0, (float) x[0] + 0.5f * (float) x[1]);
    float second = Math.max(0, (float) x[1] - (float) x[0]);
    return first + weight * second;
  }

  @Test
  void withoutAssertionsAboutOutputsAnyInputIsAWitness() {
    assertThat(runs("")).as("%s", files).isZero();
    assertThat(files.out()).startsWith("sat\nA float32 [1,2]\n");
  }

  @Test
  void aWitnessCanBeFiles() throws IOException {
    Path made = folder.resolve("a/b");
    String assertion = "(assert (and (>= FA[0,0] 2.0) (== B[0,0] 0.5) (== B[0,1] 0.5)))";
    assertThat(runs(assertion, "--serialise-assignments", made.toString()))
        .as("%s", files)
        .isZero();
    assertThat(files.out()).isEqualTo("sat\n");
    assertThat(made).isDirectoryContaining("glob:**/A.pb").isDirectoryContaining("glob:**/GB.pb");
    assertThat(endOf(made.resolve("A.pb"))).containsExactly(-1, 1);
    assertThat(endOf(made.resolve("B.pb"))).containsExactly(0.5f, 0.5f);
    assertThat(endOf(made.resolve("FA.pb"))).containsExactly(2, -2);
    assertThat(endOf(made.resolve("GB.pb"))).containsExactly(0.75f, 0);
  }

  /** The two numbers that a tensor's message ends with. */
  private static float[] endOf(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer end = ByteBuffer.wrap(bytes, bytes.length - 8, 8).order(ByteOrder.LITTLE_ENDIAN);
    return new float[] {end.getFloat(), end.getFloat()};
  }

  @Test
  void productsAreKnownInBothKindsOfNumbers() {
    String product = "(assert (>= (* A[0,0] FA[0,0]) 2.5))";
    assertThat(runs(product)).isZero();
    assertThat(files.out()).isEqualTo("unsat\n");
    assertThat(runs(product, "--semantics", "real")).isZero();
    assertThat(files.out()).isEqualTo("unsat\n");
  }

  private void noAnswer(int code, String words, String text, String... options) {
    assertThat(verify(text, options)).as("%s", files).isEqualTo(code);
    assertThat(files.out()).isEmpty();
    assertThat(files.err()).contains(words);
  }

  @Test
  void mistakesAreNoAnswers() {
    String query = one("float32") + BOX;
    noAnswer(3, "no file is given for it", query);
    noAnswer(3, "no network f is declared, but net", query, "--network", "f=" + sum);
    String wide = query.replaceFirst("\\[1,2\\]", "[1,3]");
    noAnswer(3, "of the model has [1,2]", wide, "--network", "net=" + sum);
    noAnswer(3, "is of type float32", query.replace("float32", "int32"), "--network", "net=" + sum);
    noAnswer(3, "no such file", query, "--network", "net=no.onnx");
    noAnswer(3, "unknown command 'asser'", query + "(asser", "--network", "net=" + sum);
    String first = SampleFiles.property("(>= Y_0 2.01)", -1, 1, -1, 1);
    noAnswer(3, "which plumbline verify answers", first, "--network", "net=" + sum);
    noAnswer(2, "is not positive", query, "--network", "net=" + sum, "--timeout", "0");
    noAnswer(2, "NAME=FILE", query, "--network", sum);
    String file = files.file("no-folder", "");
    noAnswer(2, "no-folder", query, "--network", "net=" + sum, "--assignments", file);
  }

  @Test
  void itSaysItsName() {
    assertThat(files.run("vnnlib", "--name")).isZero();
    assertThat(files.out()).isEqualTo("plumbline\n");
    assertThat(files.run("vnnlib")).isEqualTo(2);
    assertThat(files.run("vnnlib", "--version")).isZero();
    assertThat(files.out()).startsWith("plumbline ");
  }

  @ParameterizedTest
  @CsvSource({
    "--vnnlib-versions, 2.0 2.0",
    "--onnx-element-types, float32 real",
    "--hidden-node-theories, NH H",
    "--multiple-input-output-theories, SIO MIO",
    "--multiple-inputs-output-theories, SIO MIO",
    "--multiple-network-theories, SNET MENET MINET MNET",
    "--multiple-node-comparison-theories, SNC MNC",
    "--arithmetic-complexity-theories, BND OUTC LIN POLY",
    "--optimised-disjunctive-reasoning, true",
    "--serialise-assignments, true"
  })
  void whatIsSupported(String option, String items) {
    assertThat(files.run("vnnlib", "supports", option)).isZero();
    assertThat(files.out().lines()).containsExactly(items.split(" "));
    assertThat(files.run("vnnlib", "capabilities", option)).isZero();
  }

  @Test
  void whichOperators() {
    assertThat(files.run("vnnlib", "supports", "--onnx-operators")).isZero();
    assertThat(files.out().lines())
        .contains("MatMul", "Relu", "Conv")
        .allMatch(line -> line.matches("[A-Z][A-Za-z0-9]*"));
    assertThat(files.run("vnnlib", "supports", "--onnx-opset-versions")).isZero();
    assertThat(files.out().lines()).hasSize(2).allMatch(line -> line.matches("[0-9]+"));
    assertThat(files.run("vnnlib", "supports")).isEqualTo(2);
    assertThat(files.run("vnnlib", "supports", "--colours")).isEqualTo(2);
    assertThat(files.out()).isEmpty();
  }

  /** What version 1.0 asks, in the words of 2.0, with the same answer. */
  @Test
  void convertsVersion1() throws IOException {
    String first =
        "(declare-const X_0 Real) (declare-const X_1 Real) (declare-const Y_0 Real)"
            + " (declare-const Y_1 Real)"
            + " (assert (>= X_0 0)) (assert (<= X_0 1e-1)) (assert (>= X_1 0)) (assert (<= X_1 1))"
            + " (assert (>= Y_0 1.6))";
    String property = files.file("first.vnnlib", first);
    Path written = folder.resolve("second.vnnlib");
    String[] convert = {"vnnlib", "convert", sum, property, "--output", written.toString()};
    assertThat(files.run(convert)).as("%s", files).isZero();
    assertThat(Files.readString(written)).contains("(assert (<= X[0,0] 0.1))");
    String network = "f=" + sum;
    String[] verify = {"vnnlib", "verify", written.toString(), "--network", network};
    assertThat(files.run(verify)).as("%s", files).isZero();
    assertThat(files.out()).isEqualTo("unsat\n");
    assertThat(files.run("vnnlib", "convert", sum, written.toString())).isEqualTo(3);
    assertThat(files.err()).contains("VNN-LIB 2.0 already");
  }

  @Test
  void whatIsReadIsNotReplacedByATensor() {
    String property = files.file("A.pb", RUNS + "(assert (> FA[0,0] 1.0))");
    String[] options = {
      "--network", "f=" + sum, "--network", "g=" + less, "--assignments", folder.toString()
    };
    List<String> all = new ArrayList<>(List.of("vnnlib", "verify", property));
    all.addAll(Arrays.asList(options));
    assertThat(files.run(all.toArray(String[]::new))).isEqualTo(2);
    assertThat(files.err()).contains("is read; name another folder");
  }

  @Test
  void aNetworkIsNoQuery() {
    assertThat(files.run("vnnlib", "verify", sum, "--network", "f=" + sum)).isEqualTo(3);
    assertThat(files.err()).doesNotContain("VNN-LIB 1.0, which");
  }
}
