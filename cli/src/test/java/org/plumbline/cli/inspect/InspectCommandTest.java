package org.plumbline.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.plumbline.cli.Plumbline;
import org.plumbline.cli.SampleFiles;
import org.plumbline.cli.output.ExitCode;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import picocli.CommandLine;

class InspectCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int inspect(String... arguments) {
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("inspect"));
    all.addAll(List.of(arguments));
    return command.execute(all.toArray(String[]::new));
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

  /** A look is not an answer: extents of an example are said. */
  @Test
  void openAxesGetAnExample() {
    String network =
        SampleFiles.write(
            folder.resolve("net.onnx"),
            new long[] {1, 2, 0},
            new long[] {1, 2, 0},
            List.of(),
            OnnxNode.of("Relu", List.of("x"), "y"));
    assertThat(inspect(network)).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("Input x has open axes; what follows is the network for --input-shape x=1x2x8")
        .contains("Relu");
    assertThat(inspect(network, "--input-shape", "1x2x3")).isZero();
    assertThat(out.toString()).containsPattern("(?m)^Relu +6 neurons in 1 layer$");
  }

  @Test
  void namesTheOperatorThatIsRefused() {
    String network =
        SampleFiles.write(
            folder.resolve("net.onnx"),
            new long[] {1, 2},
            new long[] {1, 2},
            List.of(),
            OnnxNode.of("Relu", List.of("x"), "r"),
            OnnxNode.of("MaxRoiPool", List.of("r"), "y"));
    assertThat(inspect(network)).isEqualTo(ExitCode.UNREADABLE_INPUT.code());
    assertThat(out.toString())
        .contains("Operators: 1 MaxRoiPool, 1 Relu")
        .doesNotContain("supported", "parameters");
    assertThat(err.toString())
        .contains("operator MaxRoiPool (node y) is not supported", "docs/reference/onnx.md");
  }

  @Test
  void namesAFileThatIsMissing() {
    assertThat(inspect(folder.resolve("absent").toString()))
        .isEqualTo(ExitCode.UNREADABLE_INPUT.code());
    assertThat(err.toString()).contains("absent", "there is no such file");
  }

  /** {@code y = relu(x · W + b) · w}, or with another activation. */
  private String network(String activation) {
    return SampleFiles.write(
        folder.resolve("net.onnx"),
        new long[] {1, 2},
        new long[] {1, 1},
        List.of(
            OnnxTensor.float32("W", new int[] {2, 2}, 0.3f, -1.7f, 2.1f, 0.9f),
            OnnxTensor.float32("b", new int[] {2}, 0.1f, -0.2f),
            OnnxTensor.float32("w", new int[] {2, 1}, 1.3f, -0.7f)),
        OnnxNode.of("MatMul", List.of("x", "W"), "m"),
        OnnxNode.of("Add", List.of("m", "b"), "a"),
        OnnxNode.of(activation, List.of("a"), "r"),
        OnnxNode.of("MatMul", List.of("r", "w"), "y"));
  }

  @Test
  void anAuditComparesWithBoundsInFloat32() throws Exception {
    Path json = folder.resolve("audit.json");
    assertThat(inspect(network("Relu"), "--audit", "--json", json.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("Audit against ONNX Runtime ", "bounds that certificates about float32 rest on")
        .containsPattern("(?m)^disabled +kept +48 +0 +0\\.")
        .containsPattern("(?m)^all +flushed +48 +0 +0\\.")
        .contains("Nothing lies outside.");
    assertThat(Files.readString(json))
        .contains("\"float32Covered\" : true", "\"compared\" : 48", "\"outside\" : 0");
  }

  @Test
  void anAuditNamesWhatIsNotKnownInFloat32() {
    assertThat(inspect(network("Softplus"), "--audit")).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("do not cover this network: in binary32, node r (Softplus)", "real numbers")
        .contains("Nothing lies outside.");
  }

  /** A tolerance that no runtime keeps: real numbers are not those of binary32. */
  @Test
  void anAuditFindsWhatLiesOutside() throws Exception {
    Path json = folder.resolve("audit.json");
    String[] arguments = {
      network("Softplus"),
      "--audit",
      "--tolerance",
      "1e-14",
      "--input-range",
      "0.1,0.2",
      "--points",
      "9",
      "--json",
      json.toString()
    };
    assertThat(inspect(arguments)).isEqualTo(ExitCode.WRONG_VERDICT.code());
    assertThat(out.toString())
        .containsPattern(
            "OUTSIDE: output 0 is \\S+, and should be in \\[.*\\], at the input \\[0\\.1");
    assertThat(Files.readString(json)).contains("\"first\" : {", "\"tolerance\" : 1.0E-14");
  }

  @Test
  void anAuditWantsAModelOfOnnx() {
    String network = SampleFiles.write(folder.resolve("net.nnet"), SampleFiles.NNET);
    assertThat(inspect(network, "--audit")).isEqualTo(ExitCode.UNREADABLE_INPUT.code());
    assertThat(err.toString()).contains("net.nnet", "--audit wants an ONNX file");
  }

  @Test
  void optionsOfAnAuditBelongToOne() {
    assertThat(inspect(network("Relu"), "--points", "3")).isEqualTo(ExitCode.USAGE.code());
    assertThat(inspect(network("Relu"), "--audit", "--points", "0"))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(inspect(network("Relu"), "--audit", "--input-range", "1,0"))
        .isEqualTo(ExitCode.USAGE.code());
  }
}
