package org.plumbline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.cli.Plumbline;
import org.plumbline.cli.SampleFiles;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import picocli.CommandLine;

/** The sum of x0 … x3 from place ⌊x4⌋ on, two of them: no single network of the core language. */
@Tag("slow")
class VerifyInPiecesTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int verify(String network, String property, String... more) {
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    String[] args = new String[3 + more.length];
    args[0] = "verify";
    args[1] = network;
    args[2] = property;
    System.arraycopy(more, 0, args, 3, more.length);
    return command.execute(args);
  }

  private String network() {
    return SampleFiles.write(
        folder.resolve("net.onnx"),
        new long[] {5},
        new long[] {1},
        List.of(
            OnnxTensor.int64("zero", 0),
            OnnxTensor.int64("two", 2),
            OnnxTensor.int64("four", 4),
            OnnxTensor.int64("five", 5)),
        OnnxNode.of("Slice", List.of("x", "four", "five"), "place"),
        OnnxNode.of("Cast", List.of("place"), "start").with("to", new OnnxAttribute.Int(7)),
        OnnxNode.of("Add", List.of("start", "two"), "end"),
        OnnxNode.of("Slice", List.of("x", "zero", "four"), "values"),
        OnnxNode.of("Slice", List.of("values", "start", "end"), "window"),
        OnnxNode.of("ReduceSum", List.of("window"), "y"));
  }

  private String property(String unsafe, double first, double last) {
    return SampleFiles.write(
        folder.resolve("property.vnnlib"),
        SampleFiles.property(unsafe, 0, 1, 0, 1, 0, 1, 2, 3, first, last));
  }

  @ParameterizedTest
  @CsvSource({
    // x2 + x3 is at most 4, x3 alone at most 3, all other pairs at most 2
    "(>= Y_0 3.5), 0, 3.75, 10",
    "(>= Y_0 4.5), 0, 3.75, 0",
    "(>= Y_0 2.5), 0, 1.75, 0",
    "(>= Y_0 2.5), 0.5, 2, 10",
    "(>= Y_0 3.5), 3, 3.75, 0",
    "(>= Y_0 2.5), 2, 2, 10",
    "(<= Y_0 1.5), 2, 2, 0"
  })
  void decides(String unsafe, double first, double last, int exitCode) throws IOException {
    Path result = folder.resolve("result.txt");
    assertThat(verify(network(), property(unsafe, first, last), "--result-file", result + ""))
        .as(out + "" + err)
        .isEqualTo(exitCode);
    List<String> lines = Files.readAllLines(result);
    assertThat(lines.get(0)).isEqualTo(exitCode == 0 ? "unsat" : "sat");
    if (exitCode == 10) {
      assertThat(lines.get(5)).startsWith("(X_4 2");
    }
  }

  @Test
  void theQuestionIsThatOfTheFile() {
    verify(network(), property("(>= Y_0 3.5)", 0, 3.75), "-v");
    assertThat(out.toString()).contains("X_4 in [0, 3.75]", "X_4 = 2.0");
    assertThat(err.toString()).contains("the network is read in 4 pieces");
  }

  @Test
  void refusesToCompareAnIndex() {
    assertThat(verify(network(), property("(>= Y_0 X_4)", 0, 3.75))).isEqualTo(3);
    assertThat(err.toString()).contains("net.onnx", "input X_4 as an index");
  }

  @Test
  void refusesAPropertyOfAnotherNetwork() {
    String other =
        SampleFiles.write(
            folder.resolve("other.vnnlib"), SampleFiles.property("(>= Y_0 1)", 0, 1, 0, 1));
    assertThat(verify(network(), other)).isEqualTo(3);
    assertThat(err.toString()).contains("net.onnx", "2 inputs", "the network has 5");
  }

  @Test
  void refusesRangesThatFloat32Changes() {
    assertThat(verify(network(), property("(>= Y_0 1)", 0, 1.999999999999))).isEqualTo(3);
    assertThat(err.toString()).contains("operator Cast (node start)", "float32 rounds");
  }

  @ParameterizedTest
  @CsvSource({
    "patch-1.onnx, spec_onnx_patch-1_idx_01613_0, 0",
    "patch-1.onnx, spec_onnx_patch-1_idx_15842_2, 10"
  })
  void decidesTheBenchmarkWithAPatch(String network, String property, int exitCode) {
    Path root = Path.of("../../shared/benchmarks/vnncomp/cctsdb_yolo_2023");
    assumeTrue(Files.isDirectory(root), "skipped: no benchmark folder " + root);
    String model = root.resolve("onnx").resolve(network + ".gz").toString();
    String asked = root.resolve("vnnlib").resolve(property + ".vnnlib.gz").toString();
    assertThat(verify(model, asked, "--timeout", "300")).as(out + "" + err).isEqualTo(exitCode);
  }
}
