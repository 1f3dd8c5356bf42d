package org.plumbline.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.AffineMerger;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxWriter;

/** Long chains need neither a deep stack nor more than linear time; the limit guards hanging. */
@Tag("slow")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DeepModelsTest {
  private static final int LENGTH = 100_000;

  private static String next(ModelBuilder m, String operator, String value) {
    switch (operator) {
      case "Add", "Mul", "MatMul", "Max" -> {
        return m.node(operator, value, "w");
      }
      case "Residual" -> {
        return m.node("Add", value, m.node("Identity", value));
      }
      case "Reshape" -> {
        return m.node(operator, value, "shape");
      }
      case "Clip" -> {
        return m.node(operator, value, "low", "high");
      }
      default -> {
        return m.node(operator, value);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Identity, 2",
    "Relu, 100002",
    "Reshape, 2",
    "Transpose, 2",
    "Add, 2",
    "Mul, 2",
    "Neg, 2",
    "MatMul, 2",
    "Max, 200002",
    "Abs, 400001",
    "Clip, 100002",
    "Residual, 61"
  })
  void areReadMergedAndEvaluated(String operator, int mergedDepth) {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 1);
    m.tensor(OnnxTensor.float32("w", new int[] {1, 1}, 1));
    m.tensor(OnnxTensor.int64("shape", 1, -1));
    m.tensor(OnnxTensor.float32("low", new int[0], -1));
    m.tensor(OnnxTensor.float32("high", new int[0], 1));
    String value = ModelBuilder.INPUT;
    int length = operator.equals("Residual") ? 60 : LENGTH;
    for (int k = 0; k < length; k++) {
      value = next(m, operator, value);
    }
    byte[] bytes = OnnxWriter.toBytes(m.output(value));
    Network network = new OnnxLowering(OnnxReader.parse("deep.onnx", bytes)).lower();
    double[] x = {0.5};
    double y = new ForwardPass(network, new JavaGemm()).outputs(1, x)[0];
    Network merged = AffineMerger.merge(network);
    assertThat(new ForwardPass(merged, new JavaGemm()).outputs(1, x)[0]).isEqualTo(y);
    assertThat(merged.depth()).isEqualTo(mergedDepth);
  }

  @Test
  void chainsOfLargeConstantsCannotAskForAllMemory() {
    for (String operator : new String[] {"Neg", "Relu", "Sin", "Ceil"}) {
      ModelBuilder m = new ModelBuilder(1, 13, 1, 1);
      String value = m.weights(1 << 16);
      for (int k = 0; k < LENGTH; k++) {
        value = m.node(operator, value);
      }
      OnnxModel model = m.output(m.node("Add", ModelBuilder.INPUT, value));
      assertThatThrownBy(() -> new OnnxLowering(model).lower())
          .isInstanceOf(UnsupportedOperatorException.class)
          .hasMessageContaining("operator " + operator)
          .hasMessageContaining("2^26");
    }
  }

  @Test
  void chainsOfWideActivationsCannotAskForAllMemory() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 1 << 16);
    String value = ModelBuilder.INPUT;
    for (int k = 0; k < LENGTH; k++) {
      value = m.node("Relu", value);
    }
    OnnxModel model = m.output(value);
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("operator Relu")
        .hasMessageContaining("2^26");
  }
}
