package org.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.network.onnx.OnnxAttribute;
import org.plumbline.network.onnx.OnnxNode;
import org.plumbline.network.onnx.OnnxTensor;
import picocli.CommandLine;

class InspectCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int inspect(String network) {
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute("inspect", network);
  }

  @Test
  void countsParametersAndNonLinearNeurons() {
    // Two channels of 2 x 2 from a 4 x 4 image; then per channel m · tanh m of the greatest.
    OnnxTensor kernel = OnnxTensor.float32("kernel", new int[] {2, 1, 3, 3}, new float[18]);
    OnnxTensor bias = OnnxTensor.float32("bias", new int[] {2}, 0, 1);
    String network =
        SampleFiles.write(
            folder.resolve("net.onnx"),
            new long[] {1, 1, 4, 4},
            new long[] {1, 2, 1, 1},
            List.of(kernel, bias),
            OnnxNode.of("Conv", List.of("x", "kernel", "bias"), "c"),
            OnnxNode.of("Relu", List.of("c"), "r"),
            OnnxNode.of("Sigmoid", List.of("r"), "s"),
            OnnxNode.of("Relu", List.of("s"), "t"),
            OnnxNode.of("MaxPool", List.of("t"), "m")
                .with("kernel_shape", new OnnxAttribute.Ints(2, 2)),
            OnnxNode.of("Tanh", List.of("m"), "h"),
            OnnxNode.of("Mul", List.of("m", "h"), "y"));

    assertThat(inspect(network)).as(err.toString()).isZero();

    assertThat(out.toString())
        .contains(
            "Operators: 1 Conv, 1 MaxPool, 1 Mul, 2 Relu, 1 Sigmoid, 1 Tanh\n",
            "Every one of them is supported.\n")
        .containsPattern("(?m)^ +1 +Affine \\(Convolution\\) +8 +18 +\\[0\\]$")
        .containsPattern("(?m)^inputs +16 of shape \\[1, 1, 4, 4\\]$")
        .containsPattern("(?m)^outputs +2 of shape \\[1, 2, 1, 1\\]$")
        .containsPattern("(?m)^parameters +20$")
        .containsPattern("(?m)^Relu +16 neurons in 2 layers$")
        .containsPattern("(?m)^Sigmoid +8 neurons in 1 layer$")
        .containsPattern("(?m)^products +2 neurons in 1 layer$")
        .containsPattern("(?m)^maxima +2 groups of 8 neurons in 1 layer$");
  }

  @Test
  void countsBiasesOfNnetFiles() {
    assertThat(inspect(SampleFiles.write(folder.resolve("net.nnet"), SampleFiles.NNET))).isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^inputs +2 of shape \\[1, 2\\]$")
        .containsPattern("(?m)^parameters +9$")
        .containsPattern("(?m)^Relu +2 neurons in 1 layer$");
  }

  @Test
  void aLinearNetworkHasNothingNonLinear() {
    OnnxTensor weights = OnnxTensor.float32("w", new int[] {2, 1}, 1, 2);
    String network =
        SampleFiles.write(
            folder.resolve("net.onnx"),
            new long[] {1, 2},
            new long[] {1, 1},
            List.of(weights),
            OnnxNode.of("MatMul", List.of("x", "w"), "y"));
    assertThat(inspect(network)).isZero();
    assertThat(out.toString()).containsPattern("(?m)^non-linear +nothing$");
  }

  @Test
  void namesTheOperatorThatIsRefusedAndListsAll() {
    String network =
        SampleFiles.write(
            folder.resolve("net.onnx"),
            new long[] {1, 2},
            new long[] {1, 2},
            List.of(),
            OnnxNode.of("Relu", List.of("x"), "r"),
            OnnxNode.of("Hardmax", List.of("r"), "y"));
    assertThat(inspect(network)).isEqualTo(ExitCode.UNREADABLE_INPUT.code());
    assertThat(out.toString())
        .contains("Operators: 1 Hardmax, 1 Relu")
        .doesNotContain("supported", "parameters");
    assertThat(err.toString())
        .contains("operator Hardmax (node y) is not supported", "the supported operators are Add,");
  }

  @Test
  void namesAFileThatIsMissing() {
    assertThat(inspect(folder.resolve("absent").toString()))
        .isEqualTo(ExitCode.UNREADABLE_INPUT.code());
    assertThat(err.toString()).contains("absent", "there is no such file");
  }
}
