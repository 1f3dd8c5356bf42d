package org.plumbline.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.cli.Plumbline;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxOpset;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;
import picocli.CommandLine;

/**
 * {@code y = x₀ − x₁} of inputs in [0, 1], in eighths or in 16 bits: at most 1, and 1 at (1, 0).
 */
class QuantisedModelsTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int verify(OnnxModel model, String limit, String... more) throws IOException {
    Path network = folder.resolve("n.onnx");
    Path property = folder.resolve("p.vnnlib");
    Files.write(network, OnnxWriter.toBytes(model));
    String declared = "(declare-const X_0 Real)(declare-const X_1 Real)(declare-const Y_0 Real)";
    String box = "(assert (>= X_0 0))(assert (<= X_0 1))(assert (>= X_1 0))(assert (<= X_1 1))";
    Files.writeString(property, declared + box + "(assert (>= Y_0 " + limit + "))");
    CommandLine command = Plumbline.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    String[] args = new String[3 + more.length];
    args[0] = "verify";
    args[1] = network.toString();
    args[2] = property.toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return command.execute(args);
  }

  private static OnnxModel eighths() {
    return model(
        ElementType.FLOAT,
        List.of(
            OnnxNode.of("QuantizeLinear", List.of("x", "s", "z"), "q"),
            OnnxNode.of("DequantizeLinear", List.of("q", "s", "z"), "r"),
            OnnxNode.of("DequantizeLinear", List.of("w", "one"), "v"),
            OnnxNode.of("MatMul", List.of("r", "v"), "y")),
        List.of(
            OnnxTensor.float32("s", new int[0], 0.125f),
            OnnxTensor.integers("z", ElementType.INT8, new int[0], 3),
            OnnxTensor.float32("one", new int[0], 1),
            OnnxTensor.integers("w", ElementType.INT8, new int[] {2, 1}, 1, -1)));
  }

  private static OnnxModel halves() {
    return model(
        ElementType.FLOAT16,
        List.of(OnnxNode.of("MatMul", List.of("x", "w"), "y")),
        List.of(OnnxTensor.reals("w", ElementType.FLOAT16, new int[] {2, 1}, 1, -1)));
  }

  private static OnnxModel fused() {
    OnnxNode gemm =
        new OnnxNode(
            "FusedGemm",
            "com.microsoft",
            "g",
            List.of("x", "w"),
            List.of("y"),
            Map.of("activation", new OnnxAttribute.Text("Relu")));
    return model(
        ElementType.FLOAT,
        List.of(gemm),
        List.of(OnnxTensor.float32("w", new int[] {2, 1}, 1, -1)));
  }

  private static OnnxModel model(
      ElementType type, List<OnnxNode> nodes, List<OnnxTensor> constants) {
    return new OnnxModel(
        "n.onnx",
        List.of(new OnnxOpset("", 13), new OnnxOpset("com.microsoft", 1)),
        new OnnxGraph(
            "g",
            nodes,
            constants,
            List.of(OnnxValueInfo.of("x", type, 1, 2)),
            List.of(OnnxValueInfo.of("y", type, 1, 1))));
  }

  @Test
  void stepsAreCertified() throws IOException {
    assertThat(verify(eighths(), "1.0625")).as(out + "" + err).isEqualTo(0);
    assertThat(out.toString())
        .contains("HOLDS", "certified", "Speaks of: real numbers", "q (QuantizeLinear)");
  }

  @Test
  void stepsAreReplayed() throws IOException {
    assertThat(verify(eighths(), "1")).as(out + "" + err).isEqualTo(10);
    assertThat(out.toString()).contains("VIOLATED", "Speaks of: real numbers");
  }

  @Test
  void numbersOfSixteenBitsAreTakenForReal() throws IOException {
    assertThat(verify(halves(), "1.0625")).as(out + "" + err).isEqualTo(0);
    assertThat(out.toString()).contains("certified", "FLOAT16");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void binary32IsNotSpokenOf(boolean isQuantised) throws IOException {
    OnnxModel model = isQuantised ? eighths() : halves();
    assertThat(verify(model, "1.0625", "--semantics", "float32", "--timeout", "10"))
        .as(out + "" + err)
        .isNotEqualTo(0);
    assertThat(out.toString()).contains(isQuantised ? "rounds to INT8" : "FLOAT16");
  }

  @Test
  void fusedLayersAreKnownInBinary32() throws IOException {
    assertThat(verify(fused(), "1.0625", "--semantics", "float32")).as(out + "" + err).isEqualTo(0);
    assertThat(out.toString()).contains("certified").doesNotContain("Speaks of");
  }
}
