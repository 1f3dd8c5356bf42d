package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;

class ReductionLoweringTest {

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void overAxes(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 8 + seed % 14, 2, 3, 4);
    String operator = m.oneOf(List.of("ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin"));
    boolean isInput = m.opset() >= (operator.equals("ReduceSum") ? 13 : 18);
    int[] axes =
        m.oneOf(List.of(new int[] {1}, new int[] {0, 2}, new int[] {0, 1, 2}, new int[] {2}));
    String y =
        isInput && seed % 4 != 0
            ? m.node(operator, ModelBuilder.INPUT, m.integers(axes))
            : m.node(operator, ModelBuilder.INPUT);
    if (!isInput && seed % 4 != 0) {
      m.ints("axes", axes);
    }
    if (seed % 3 != 0) {
      m.with("keepdims", m.between(0, 1));
    }
    if (isInput && seed % 2 == 0) {
      m.with("noop_with_empty_axes", m.between(0, 1));
    }
    Runtime.assertAgrees(m.output(m.node("Sin", y)), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void ofConstants(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 13 + seed % 5, 2, 3);
    String mean = m.node("ReduceMean", m.weights(2, 3));
    m.ints("axes", seed % 2);
    String sum = m.node("ReduceSum", m.weights(3, 4), m.integers(1L));
    m.with("keepdims", 0);
    String y = m.node("Mul", m.node("Add", ModelBuilder.INPUT, mean), sum);
    Runtime.assertAgrees(m.output(y), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void batchNormalization(int seed) throws Exception {
    int[] shape =
        List.of(new int[] {1, 3}, new int[] {2, 3, 4}, new int[] {1, 3, 2, 2}).get(seed % 3);
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, shape);
    String scale = m.weights(3);
    String y =
        m.node(
            "BatchNormalization",
            ModelBuilder.INPUT,
            scale,
            m.weights(3),
            m.weights(3),
            m.positive(3));
    if (seed % 2 == 0) {
      m.with("epsilon", m.random.nextFloat()).with("momentum", 0.7f);
    }
    if (m.opset() < 9) {
      m.with("spatial", 1);
    } else if (m.opset() >= 14) {
      m.with("training_mode", 0);
    }
    Runtime.assertAgrees(m.output(y), seed);
  }

  @Test
  void meansOfThreeStateTheErrorOfTheirCoefficients() {
    ModelBuilder m = new ModelBuilder(0, 13, 1, 3);
    Network network = new OnnxLowering(m.output(m.node("ReduceMean", ModelBuilder.INPUT))).lower();
    assertThat(((AffineLayer) network.layer(1)).terms().get(0).map().coefficientError())
        .isEqualTo(Rounding.UNIT);
  }
}
