package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;

/** Smooth and stepping functions against ONNX Runtime, and by hand. */
class SmoothLoweringTest {
  private static String wide(ModelBuilder m, float factor) {
    return m.node("Mul", ModelBuilder.INPUT, m.scalar(factor));
  }

  @ParameterizedTest
  @CsvSource({
    "Erf, 9",
    "Gelu, 20",
    "HardSwish, 14",
    "Mish, 18",
    "Softplus, 7",
    "Softsign, 7",
    "Elu, 7",
    "Selu, 7",
    "Celu, 12",
    "Atan, 7",
    "Sinh, 9",
    "Cosh, 9",
    "Round, 11",
    "ThresholdedRelu, 10",
    "Shrink, 9"
  })
  void withoutAttributes(String operator, int since) throws Exception {
    for (int opset : new int[] {since, 13, 21, 24}) {
      for (float factor : new float[] {0.01f, 1, 4}) {
        ModelBuilder m = new ModelBuilder(opset, Math.max(since, opset), 2, 6);
        Runtime.assertAgrees(m.output(m.node(operator, wide(m, factor))), opset);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tan", "Asin", "Acos"})
  void nearZero(String operator) throws Exception {
    ModelBuilder m = new ModelBuilder(3, 13, 2, 6);
    Runtime.assertAgrees(m.output(m.node(operator, m.node("Tanh", ModelBuilder.INPUT))), 3);
  }

  @ParameterizedTest
  @CsvSource({
    "Elu, alpha, 0.3, 13",
    "Elu, alpha, 2.5, 22",
    "Celu, alpha, 0.7, 13",
    "Selu, alpha, 0.9, 13",
    "Selu, gamma, 1.9, 22",
    "ThresholdedRelu, alpha, -0.25, 13",
    "ThresholdedRelu, alpha, 0, 22",
    "Shrink, lambd, 0, 13",
    "Shrink, bias, 0.75, 13"
  })
  void withAnAttribute(String operator, String attribute, float value, int opset) throws Exception {
    ModelBuilder m = new ModelBuilder(opset, opset, 2, 6);
    String y = m.node(operator, wide(m, 2));
    m.with(attribute, value);
    Runtime.assertAgrees(m.output(y), opset);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "tanh"})
  void bothFormsOfGelu(String form) throws Exception {
    ModelBuilder m = new ModelBuilder(20, 20, 2, 6);
    String y = m.node("Gelu", wide(m, 3));
    m.with("approximate", form);
    Runtime.assertAgrees(m.output(y), 20);
  }

  private static double[] values(ModelBuilder m, String y, double... x) {
    Network network = new OnnxLowering(m.output(y)).lower();
    return new ForwardPass(network, new JavaGemm()).outputs(1, x);
  }

  /** x·s(αx) at 2 for α = 1.5: 2 / (1 + exp(−3)); for α = 0 it is x/2. */
  @Test
  void swishScalesItsArgument() {
    ModelBuilder m = new ModelBuilder(1, 24, 1);
    String y = m.node("Swish", ModelBuilder.INPUT);
    m.with("alpha", 1.5f);
    assertThat(values(m, y, 2)[0]).isCloseTo(2 / (1 + Math.exp(-3)), within());
    ModelBuilder half = new ModelBuilder(1, 24, 1);
    String z = half.node("Swish", ModelBuilder.INPUT);
    half.with("alpha", 0f);
    assertThat(values(half, z, 2)).containsExactly(1);
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(1e-12);
  }

  /** Ties go to even, beside them to the nearest. */
  @Test
  void roundsHalfToEvenExactly() {
    double[] x = {-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 1e15 + 0.5, 0, 7};
    for (double tie : x) {
      for (double at : new double[] {Math.nextDown(tie), tie, Math.nextUp(tie)}) {
        ModelBuilder m = new ModelBuilder(1, 13, 1);
        Network network = new OnnxLowering(m.output(m.node("Round", ModelBuilder.INPUT))).lower();
        assertThat(new ExactForwardPass(network).outputs(new double[] {at})[0].toDouble())
            .as("%s", at)
            .isEqualTo(Math.rint(at));
      }
    }
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    ModelBuilder celu = new ModelBuilder(1, 13, 2);
    String y = celu.node("Celu", ModelBuilder.INPUT);
    celu.with("alpha", -1f);
    assertThatThrownBy(() -> new OnnxLowering(celu.output(y)).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("alpha is -1.0");
    ModelBuilder shrink = new ModelBuilder(1, 13, 2);
    String z = shrink.node("Shrink", ModelBuilder.INPUT);
    shrink.with("lambd", -1f);
    assertThatThrownBy(() -> new OnnxLowering(shrink.output(z)).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("lambd is -1.0");
  }
}
