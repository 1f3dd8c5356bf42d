package org.plumbline.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.JointFiles;
import org.plumbline.cli.SampleFiles;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;

class CompareCommandTest {
  @TempDir private Path folder;
  private JointFiles files;
  private String sum;
  private String less;
  private String turned;

  @BeforeEach
  void write() {
    files = new JointFiles(folder);
    sum = files.model("sum.onnx", JointFiles.SUM);
    less = files.model("less.onnx", JointFiles.LESS);
    turned = files.model("turned.onnx", JointFiles.TURNED);
  }

  private int compare(String first, String second, String... options) {
    List<String> all = new ArrayList<>(List.of("compare", first, second));
    all.addAll(Arrays.asList(options));
    return files.run(all.toArray(String[]::new));
  }

  private int onTheSquare(String first, String second, String... options) {
    List<String> all = new ArrayList<>(Arrays.asList(options));
    all.addAll(List.of("--input-range", "-1,1"));
    return compare(first, second, all.toArray(String[]::new));
  }

  /** They differ by 1/2 in (-1, 1), and nowhere by more. */
  @Test
  void whetherOutputsDifferByMore() {
    assertThat(onTheSquare(sum, less, "--epsilon", "0.6")).as("%s", files).isZero();
    assertThat(files.out()).contains("differs by more than 0.6", "HOLDS", "certified");
    assertThat(onTheSquare(sum, less, "--epsilon", "0.4")).as("%s", files).isEqualTo(10);
    assertThat(files.out()).contains("Xf real [1,2]", "Yf real", "Xg real", "Yg real");
  }

  @Test
  void whetherTheClassIsTheSame() {
    assertThat(onTheSquare(sum, turned, "--same-class")).isEqualTo(10);
    assertThat(onTheSquare(sum, less, "--same-class", "--confidence", "0.9"))
        .as("%s", files)
        .isZero();
    assertThat(files.out()).contains("where A is sure by 0.9", "certified");
  }

  /** {@link JointFiles#SUM} is sure by ln(0.98 / 0.02) < 4 at most, where its outputs are 2, -2. */
  @Test
  void onlyWhereTheFirstIsSure() {
    String[] sure = {"--same-class", "--confidence", "0.98"};
    assertThat(onTheSquare(sum, turned, sure)).isEqualTo(10);
    sure[2] = "0.99";
    assertThat(onTheSquare(sum, turned, sure)).as("%s", files).isZero();
  }

  @Test
  void theLargestDifferenceIsEnclosed() throws IOException {
    assertThat(onTheSquare(sum, less, "--json", files.path("d.json"))).as("%s", files).isZero();
    JsonNode json = new ObjectMapper().readTree(files.read("d.json"));
    assertThat(json.get("atLeast").asDouble()).isBetween(0.49, 0.5);
    assertThat(json.get("atMost").asDouble()).isBetween(0.5, 0.53);
    assertThat(json.get("assurance").asText()).isEqualTo("certified");
    assertThat(files.out()).contains("at least " + json.get("atLeast").asText());
    assertThat(files.out()).contains("at most " + json.get("atMost").asText());
  }

  @Test
  void aNetworkDoesNotDifferFromItself() {
    assertThat(onTheSquare(sum, sum, "--epsilon", "0.01")).as("%s", files).isZero();
    assertThat(onTheSquare(sum, sum, "--same-class", "--confidence", "0.9"))
        .as("%s", files)
        .isZero();
  }

  /** What is written is a property that verify and check read, and the certificate is about it. */
  @Test
  void aCertificateIsAboutWhatIsWritten() {
    String proof = files.path("c.proof");
    String text = files.path("d.vnnlib");
    String[] written = {"--epsilon", "0.6", "--certificate", proof, "--property", text};
    assertThat(onTheSquare(sum, less, written)).as("%s", files).isZero();
    String f = "f=" + sum;
    String g = "g=" + less;
    assertThat(files.run("verify", text, "--network", f, "--network", g)).isZero();
    assertThat(files.run("check", text, proof, "--network", f, "--network", g))
        .as("%s", files)
        .isZero();
    assertThat(files.out()).startsWith("PROVED, for real numbers");
    assertThat(files.run("check", text, proof, "--network", "f=" + less, "--network", "g=" + sum))
        .isEqualTo(11);
    written[1] = "0.4";
    assertThat(onTheSquare(sum, less, written)).isEqualTo(10);
    assertThat(files.err()).contains("there is no certificate to write");
    assertThat(Path.of(proof)).doesNotExist();
    assertThat(files.run("verify", text, "--network", f, "--network", g)).isEqualTo(10);
  }

  @Test
  void nearAnInput() {
    String input = files.file("x.txt", "1 -1");
    assertThat(compare(sum, less, "--input", input, "--radius", "0.1", "--epsilon", "0.1"))
        .as("%s", files)
        .isZero();
    String other = files.file("x.txt", "-1 1");
    assertThat(compare(sum, less, "--input", other, "--radius", "0.1", "--epsilon", "0.1"))
        .isEqualTo(10);
  }

  @Test
  void aRangeForEachValue() {
    String[] options = {"--input-range", "0.9,1,-1,0.5", "--epsilon", "0.1"};
    assertThat(compare(sum, less, options)).as("%s", files).isZero();
    options[1] = "-1,1,0.9,1";
    assertThat(compare(sum, less, options)).isEqualTo(10);
  }

  private void mistake(int code, String words, String... options) {
    assertThat(compare(sum, less, options)).as("%s", files).isEqualTo(code);
    assertThat(files.err()).contains(words);
    assertThat(files.out()).isEmpty();
  }

  @Test
  void mistakesOfTheCommandLine() {
    String[] square = {"--input-range", "-1,1"};
    mistake(2, "Say which inputs");
    mistake(2, "--input and --radius go together", "--input", "x.txt");
    mistake(2, "is empty", "--input-range", "1,-1");
    mistake(2, "wants pairs", "--input-range", "1");
    mistake(2, "two questions", "--epsilon", "1", "--same-class", square[0], square[1]);
    mistake(2, "goes with --same-class", "--confidence", "0.9", square[0], square[1]);
    mistake(
        2, "is not between 0.5 and 1", "--same-class", "--confidence", "1", square[0], square[1]);
    mistake(2, "is negative", "--epsilon", "-1", square[0], square[1]);
    mistake(2, "go with --epsilon or --same-class", "--property", "a.txt", square[0], square[1]);
    mistake(3, "--input-range has 3 ranges", "--input-range", "0,1,0,1,0,1");
    mistake(3, "x.txt: there is no such file", "--input", "x.txt", "--radius", "1");
  }

  /** {@link SampleFiles#NNET} takes [2], and the same network as ONNX [1,2]. */
  @Test
  void shapesMayDiffer() {
    String nnet = files.file("net.nnet", SampleFiles.NNET);
    String onnx =
        SampleFiles.write(
            folder.resolve("net.onnx"),
            new long[] {1, 2},
            new long[] {1, 1},
            List.of(
                OnnxTensor.float32("w", new int[] {2, 2}, 1, 1, -1, 0),
                OnnxTensor.float32("b", new int[] {2}, 0, 1),
                OnnxTensor.float32("v", new int[] {2, 1}, 1, 2),
                OnnxTensor.float32("c", new int[] {1}, -3)),
            OnnxNode.of("Gemm", List.of("x", "w", "b"), "sum"),
            OnnxNode.of("Relu", List.of("sum"), "positive"),
            OnnxNode.of("Gemm", List.of("positive", "v", "c"), "y"));
    assertThat(onTheSquare(nnet, onnx, "--epsilon", "0.1")).as("%s", files).isZero();
    assertThat(files.out()).contains("certified");
    assertThat(onTheSquare(onnx, nnet, "--epsilon", "0.1")).as("%s", files).isZero();
  }

  @Test
  void modelsOfSeveralInputsAndOutputs() {
    String ports = files.ports("ports.onnx");
    assertThat(onTheSquare(ports, ports, "--epsilon", "0.1")).isEqualTo(3);
    assertThat(files.err()).contains("has 2 outputs", "--output u");
    assertThat(onTheSquare(ports, ports, "--epsilon", "0.1", "--output", "u")).isEqualTo(3);
    assertThat(files.err()).contains("takes the inputs a, s", "--input-value fixes the others");
    String[] fixed = {"--epsilon", "0.1", "--output", "u", "--input-value", "s=0.5"};
    assertThat(onTheSquare(ports, ports, fixed)).as("%s", files).isZero();
  }

  @Test
  void networksThatAreNotComparable() {
    String nnet = files.file("net.nnet", SampleFiles.NNET);
    assertThat(onTheSquare(sum, nnet)).isEqualTo(3);
    assertThat(files.err()).contains("net.nnet: has 1 outputs", "sum.onnx has 2");
    assertThat(onTheSquare(sum, files.path("no.onnx"))).isEqualTo(3);
    assertThat(files.err()).contains("no.onnx: there is no such file");
    assertThat(onTheSquare(nnet, nnet, "--epsilon", "0.1")).as("%s", files).isZero();
  }
}
