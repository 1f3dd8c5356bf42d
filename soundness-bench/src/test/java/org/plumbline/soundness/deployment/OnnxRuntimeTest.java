package org.plumbline.soundness.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;
import org.plumbline.soundness.deployment.Deployment.Level;
import org.plumbline.soundness.deployment.Deployment.Subnormals;

class OnnxRuntimeTest {

  /** {@code y = (x · 2⁻¹⁰⁰) · 2¹⁰⁰}. */
  private static byte[] downAndUp() {
    OnnxGraph graph =
        new OnnxGraph(
            "scaled",
            List.of(
                OnnxNode.of("Mul", List.of("x", "small"), "s"),
                OnnxNode.of("Mul", List.of("s", "large"), "y")),
            List.of(
                OnnxTensor.float32("small", new int[] {1}, 0x1p-100f),
                OnnxTensor.float32("large", new int[] {1}, 0x1p100f)),
            List.of(OnnxValueInfo.float32("x", 1)),
            List.of(OnnxValueInfo.float32("y", 1)));
    return OnnxWriter.toBytes(OnnxModel.of("scaled", 13, graph));
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void subnormalNumbersAreKeptOrFlushedAsAsked(Level level) {
    double x = 0x1p-30;
    try (OnnxRuntime runtime = new OnnxRuntime();
        DeployedModel kept = runtime.open(downAndUp(), new Deployment(level, Subnormals.KEPT));
        DeployedModel flushed =
            runtime.open(downAndUp(), new Deployment(level, Subnormals.FLUSHED))) {
      assertThat(kept.run(new double[] {x}).get("y").value(0)).isEqualTo(x);
      assertThat(flushed.run(new double[] {x}).get("y").value(0)).isZero();
      assertThat(kept.run(new double[] {x}).get("y").value(0)).isEqualTo(x);
    }
  }
}
