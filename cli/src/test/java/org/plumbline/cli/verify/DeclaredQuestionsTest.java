package org.plumbline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.cli.JointFiles.BOX;
import static org.plumbline.cli.JointFiles.one;
import static org.plumbline.cli.JointFiles.two;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.JointFiles;

/** What a property in VNN-LIB 2.0 can say: each kind once, answered or refused. */
class DeclaredQuestionsTest {
  private static final String HIDDEN =
      one("float32")
          .replace(
              "(declare-output", "(declare-hidden H float32 [1,2] \"positive\") (declare-output");

  @TempDir private Path folder;
  private JointFiles files;
  private String sum;

  @BeforeEach
  void write() {
    files = new JointFiles(folder);
    sum = files.model("sum.onnx", JointFiles.SUM);
  }

  private int verify(String text) {
    return files.run("verify", files.file("q.vnnlib", text), "--network", "net=" + sum);
  }

  private void holds(String text) {
    assertThat(verify(text)).as("%s", files).isZero();
    assertThat(files.out()).contains("certified");
  }

  private void refused(String text, String... words) {
    assertThat(verify(text)).as("%s", files).isEqualTo(3);
    assertThat(files.err()).contains(words);
    assertThat(files.out()).isEmpty();
  }

  /** X_i and Y_j are no names of the document: the JSON file says what stands for what. */
  @Test
  void theJsonFileNamesWhatIsDeclared() throws IOException {
    String json = files.file("o.json", "");
    String text = one("float32") + BOX + "(assert (> Y[0,0] 1.9))";
    int code =
        files.run(
            "verify", files.file("q.vnnlib", text), "--network", "net=" + sum, "--json", json);
    assertThat(code).as("%s", files).isIn(0, 10, 20);
    assertThat(Path.of(json))
        .content()
        .contains("\"declared\" : [ {", "\"network\" : \"net\"", "\"name\" : \"X\"")
        .contains("\"role\" : \"input\"", "\"elements\" : [ \"X_0\"")
        .contains("\"name\" : \"Y\"", "\"role\" : \"output\"", "\"elements\" : [ \"Y_0\"");
  }

  @Test
  void alternatives() {
    holds(one("float32") + BOX + "(assert (or (> Y[0,0] 2.01) (< Y[0,1] -2.01)))");
    assertThat(verify(one("float32") + BOX + "(assert (or (> Y[0,0] 2.01) (< Y[0,1] -1.9)))"))
        .isEqualTo(10);
  }

  @Test
  void tensorsInsideTheModel() {
    holds(HIDDEN + BOX + "(assert (>= H[0,1] 1.0)) (assert (<= Y[0,0] 0.9))");
    assertThat(verify(HIDDEN + BOX + "(assert (>= H[0,1] 1.0)) (assert (<= Y[0,0] 1.1))"))
        .isEqualTo(10);
    assertThat(files.out()).contains("  H float32 [1,2]\n");
    refused(HIDDEN.replace("positive", "negative") + BOX, "negative");
  }

  @Test
  void scalarsCommentsAndBlanks() {
    holds(
        "; ( a comment\n"
            + one("float32").replace("[1,2]", "[ 1 , 2 ]")
            + BOX.replace("X[0,0]", "X [ 0 , 0 ]")
            + "(assert (<= Y[0,0] -0.1)) ; done");
  }

  @Test
  void productsOfInputsAndOutputs() {
    String product = "(assert (>= (* X[0,0] Y[0,0]) %s))";
    assertThat(verify(one("float32") + BOX + product.formatted("1.4"))).isEqualTo(10);
    holds(one("real") + BOX + product.formatted("2.5"));
    holds(one("float32") + BOX + product.formatted("2.5"));
  }

  @Test
  void nothingDiffersFromItself() {
    holds(one("float32") + BOX + "(assert (!= Y[0,0] Y[0,0]))");
  }

  @Test
  void oneRunAndACopyInRelationsBetweenInputs() {
    String relations =
        JointFiles.box("A")
            + "(assert (== A[0,0] B[0,0])) (assert (>= B[0,1] A[0,1])) (assert (<= B[0,1] 1.0))";
    String text = two("real", "(equal-to f)") + relations;
    String falls = files.file("q.vnnlib", text + "(assert (< GB[0,0] (- FA[0,0] 0.5)))");
    assertThat(files.run("verify", falls, "--network", "f=" + sum)).as("%s", files).isZero();
    assertThat(files.out()).contains("all 3 inputs vary", "certified");
    String rises = files.file("q.vnnlib", text + "(assert (> GB[0,0] (+ FA[0,0] 0.5)))");
    assertThat(files.run("verify", rises, "--network", "f=" + sum)).isEqualTo(10);
  }

  @Test
  void twoNetworksDifferByLess() {
    String less = files.model("less.onnx", JointFiles.LESS);
    String text =
        two("float32", "(isomorphic-to f)")
            + JointFiles.box("A")
            + "(assert (and (== A[0,0] B[0,0]) (== A[0,1] B[0,1])))";
    String differ = "(assert (or (>= (- FA[0,0] GB[0,0]) %1$s) (<= (- FA[0,0] GB[0,0]) -%1$s)))";
    String[] networks = {"--network", "f=" + sum, "--network", "g=" + less};
    String far = files.file("q.vnnlib", text + differ.formatted("0.6"));
    assertThat(files.run("verify", far, networks[0], networks[1], networks[2], networks[3]))
        .as("%s", files)
        .isZero();
    assertThat(files.out()).contains("all 2 inputs vary", "certified");
    String near = files.file("q.vnnlib", text + differ.formatted("0.4"));
    assertThat(files.run("verify", near, networks[0], networks[1], networks[2], networks[3]))
        .isEqualTo(10);
  }

  @Test
  void inputsWithoutBoundsAreRefusedByName() {
    refused(one("float32") + "(assert (>= Y[0,0] 0.0))", "X[0,0] has no lower bound");
  }

  @Test
  void indicesOutOfTheShape() {
    refused(
        one("float32") + "(assert (<= Y[0,2] 0.0))",
        "q.vnnlib:5:17",
        "index 2 of a dimension of 2");
  }

  @Test
  void outputsBeforeInputs() {
    refused(
        "(vnnlib-version <2.0>)\n(declare-network net\n  (declare-output Y float32 [1,2])\n"
            + "  (declare-input X float32 [1,2]))\n"
            + BOX,
        "q.vnnlib:",
        "input");
  }

  @Test
  void otherVersions() {
    refused(one("float32").replace("2.0", "3.0") + BOX, "3.0");
  }

  @Test
  void shapesThatTheModelHasNot() {
    refused(
        one("float32").replaceFirst("\\[1,2\\]", "[1,3]") + BOX,
        "q.vnnlib:3:3: X is declared with the shape [1,3], and the input x of the model has [1,2]");
  }

  @Test
  void typesThatTheModelHasNot() {
    refused(
        one("float64") + BOX,
        "X is declared as float64, and the input x of the model is of type float32; real asks");
  }
}
