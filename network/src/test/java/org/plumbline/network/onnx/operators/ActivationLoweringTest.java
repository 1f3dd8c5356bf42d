package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.OnnxModel;

class ActivationLoweringTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Relu",
        "Sigmoid",
        "Tanh",
        "Exp",
        "Sin",
        "Cos",
        "Sign",
        "Floor",
        "Ceil",
        "Abs",
        "LeakyRelu",
        "HardSigmoid",
        "Softmax"
      })
  void withoutAttributes(String operator) throws Exception {
    for (int opset : new int[] {9, 13, 21, 24}) {
      ModelBuilder m = new ModelBuilder(opset, opset, 2, 3);
      String wide = m.node("Mul", ModelBuilder.INPUT, m.scalar(3.3f));
      Runtime.assertAgrees(m.output(m.node(operator, wide)), opset);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Log", "Sqrt", "Reciprocal"})
  void onPositiveInputs(String operator) throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 2, 3);
    String positive = m.node("Add", ModelBuilder.INPUT, m.scalar(1.5f));
    Runtime.assertAgrees(m.output(m.node(operator, positive)), 1);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void leakyReluAndHardSigmoidWithAttributes(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 2, 3);
    String leaky = m.node("LeakyRelu", ModelBuilder.INPUT);
    m.with("alpha", 3 * m.random.nextFloat() - 1);
    String hard = m.node("HardSigmoid", leaky);
    m.with("alpha", m.random.nextFloat() + 0.1f).with("beta", m.random.nextFloat());
    Runtime.assertAgrees(m.output(hard), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void prelu(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 1, 3, 2);
    String slope = m.weights(m.oneOf(List.of(new int[] {3, 1}, new int[] {1}, new int[] {3, 2})));
    Runtime.assertAgrees(m.output(m.node("PRelu", ModelBuilder.INPUT, slope)), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void clipWithAttributes(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 4, 2, 5);
    String clipped = m.node("Clip", ModelBuilder.INPUT);
    if (seed % 3 != 0) {
      m.with("min", seed % 5 == 0 ? 0 : -m.random.nextFloat());
    }
    if (seed % 3 != 1) {
      m.with("max", m.random.nextFloat());
    }
    Runtime.assertAgrees(m.output(clipped), seed);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void clipWithInputs(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 11, 2, 5);
    String low = seed % 3 == 0 ? "" : m.scalar(seed % 5 == 0 ? 0 : -m.random.nextFloat());
    String high = m.scalar(m.random.nextFloat());
    String clipped =
        seed % 3 == 1
            ? m.node("Clip", ModelBuilder.INPUT, low)
            : m.node("Clip", ModelBuilder.INPUT, low, high);
    Runtime.assertAgrees(m.output(clipped), seed);
  }

  @ParameterizedTest
  @ValueSource(floats = {1, 2, 3, 7, 0.5f, -1, 0, -2, -0.5f, 2.5f, 1.3f, -1.7f})
  void powers(float exponent) throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 2, 3);
    String positive = m.node("Add", ModelBuilder.INPUT, m.scalar(1.5f));
    Runtime.assertAgrees(m.output(m.node("Pow", positive, m.scalar(exponent))), 1);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void softmaxOverEveryAxis(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 7 + seed % 15, 2, 3, 4);
    String softmax = m.node("Softmax", m.node("Mul", ModelBuilder.INPUT, m.weights(3, 4)));
    if (seed % 4 != 0) {
      m.with("axis", m.opset() < 11 ? m.between(0, 2) : m.between(-3, 2));
    }
    Runtime.assertAgrees(m.output(softmax), seed);
  }

  @Test
  void computedExponents() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 2, 3);
    String positive = m.node("Add", ModelBuilder.INPUT, m.scalar(1.5f));
    Runtime.assertAgrees(m.output(m.node("Pow", positive, ModelBuilder.INPUT)), 1);
    ModelBuilder c = new ModelBuilder(2, 13, 2, 3);
    Runtime.assertAgrees(c.output(c.node("Pow", c.positive(2, 3), ModelBuilder.INPUT)), 2);
    ModelBuilder one = new ModelBuilder(3, 13, 2, 3);
    Runtime.assertAgrees(one.output(one.node("Pow", one.scalar(1), ModelBuilder.INPUT)), 3);
  }

  @Test
  void powersOfWhatMayBeFlushedAreNotKnownInBinary32() {
    ModelBuilder m = new ModelBuilder(1, 13, 2);
    OnnxModel model = m.output(m.node("Pow", m.scalar(1e-40f), ModelBuilder.INPUT));
    assertThat(new OnnxLowering(model).lower().reading().unknownInFloat32())
        .anyMatch(what -> what.contains("may be flushed to 0"));
    ModelBuilder two = new ModelBuilder(1, 13, 2);
    OnnxModel known = two.output(two.node("Pow", two.scalar(2), ModelBuilder.INPUT));
    assertThat(new OnnxLowering(known).lower().reading().unknownInFloat32()).isEmpty();
  }

  @Test
  void computedPowersOfOtherConstantsAreRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 2);
    OnnxModel model = m.output(m.node("Pow", m.scalar(-2), ModelBuilder.INPUT));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("a computed power of -2.0");
  }

  @Test
  void otherPowersAreRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 2);
    OnnxModel model = m.output(m.node("Pow", ModelBuilder.INPUT, m.scalar(17)));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("exponent 17");
  }

  @Test
  void emptyClipIsRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 2);
    OnnxModel model = m.output(m.node("Clip", ModelBuilder.INPUT, m.scalar(1), m.scalar(0)));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("min 1.0 is above max 0.0");
  }
}
