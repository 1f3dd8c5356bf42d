package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.network.onnx.ModelBuilder;
import org.plumbline.network.onnx.OnnxLowering;
import org.plumbline.network.onnx.Runtime;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxTensor;

class ShapeLoweringTest {

  /** The detour of exporters: reshape to [batch, rest] by arithmetic on the shape. */
  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void arithmeticOnShapes(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 13 + seed % 9, 2, 3, 4);
    String shape = m.node("Shape", ModelBuilder.INPUT);
    String first = m.node("Gather", shape, m.tensor(scalar("index", 0)));
    String second = m.node("Gather", shape, m.tensor(scalar("second", 1)));
    String doubled = m.node("Mul", second, m.tensor(scalar("two", 2)));
    String half = m.node("Div", m.node("Add", doubled, m.tensor(scalar("one", 1))), "two");
    String target =
        m.node(
            "Concat",
            m.node("Unsqueeze", first, m.integers(0L)),
            m.node("Unsqueeze", half, m.integers(0L)),
            m.integers(-1L));
    m.with("axis", 0);
    String y = m.node("Reshape", ModelBuilder.INPUT, target);
    Runtime.assertAgrees(m.output(m.node("Softmax", y)), seed);
  }

  private static OnnxTensor scalar(String name, long value) {
    return OnnxTensor.integers(name, ElementType.INT64, new int[0], value);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void shapeBetweenAxes(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 15 + seed % 7, 2, 3, 4);
    String shape = m.node("Shape", ModelBuilder.INPUT);
    m.with("start", m.oneOf(List.of(-4, -3, -2, 0, 1)));
    if (seed % 2 == 0) {
      m.with("end", m.oneOf(List.of(-1, 2, 3, 4)));
    }
    String size = m.node("ReduceSum", shape, m.integers(0L));
    m.with("keepdims", 0);
    String real = m.node("Cast", size);
    m.with("to", 1);
    Runtime.assertAgrees(m.output(m.node("Add", ModelBuilder.INPUT, real)), seed);
  }

  @Test
  void filledShapesRangesAndSizes() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 2, 3);
    String filled = m.node("ConstantOfShape", m.node("Shape", ModelBuilder.INPUT));
    m.with("value", new OnnxAttribute.Tensor(OnnxTensor.float32("", new int[] {1}, 0.25f)));
    String range =
        m.node(
            "Range", m.tensor(scalar("a", 7)), m.tensor(scalar("b", 1)), m.tensor(scalar("c", -2)));
    String ramp = m.node("Cast", range);
    m.with("to", 1);
    String count = m.node("Cast", m.node("Size", ModelBuilder.INPUT));
    m.with("to", 1);
    String y = m.node("Mul", m.node("Add", ModelBuilder.INPUT, filled), ramp);
    Runtime.assertAgrees(m.output(m.node("Sub", y, count)), 1);
  }

  @ParameterizedTest
  @MethodSource("org.plumbline.network.onnx.Seeds#thirty")
  void rangesOfReals(int seed) throws Exception {
    ModelBuilder m = new ModelBuilder(seed, 11 + seed % 11, 1);
    float step = m.oneOf(List.of(1f, 0.25f, -0.3f, 0.1f, -2f));
    float start = m.oneOf(List.of(0f, 3f, 0.7f));
    String limit = m.scalar(start + step * (m.between(0, 4) + 0.5f));
    String y = m.node("Range", m.scalar(start), limit, m.scalar(step));
    Runtime.assertAgrees(m.output(m.node("Add", ModelBuilder.INPUT, y)), seed);
  }

  /** Less than five steps, of which binary32 makes a little more than five. */
  @Test
  void aRangeWhoseLengthRoundingDecidesIsRefused() {
    ModelBuilder m = new ModelBuilder(1, 13, 1);
    String y = m.node("Range", m.scalar(0.4f), m.scalar(1.25f), m.scalar(0.17f));
    OnnxModel model = m.output(m.node("Add", ModelBuilder.INPUT, y));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("rounding decides");
  }

  @Test
  void wholeRangesAreKnownInFloat32AndOthersAreNot() {
    for (float step : new float[] {1, 0.1f}) {
      ModelBuilder m = new ModelBuilder(1, 13, 1);
      String y = m.node("Range", m.scalar(0), m.scalar(4.5f), m.scalar(step));
      Network network = new OnnxLowering(m.output(m.node("Add", ModelBuilder.INPUT, y))).lower();
      assertThat(((AffineLayer) network.layer(1)).deviation())
          .isEqualTo(step == 1 ? 0 : Double.POSITIVE_INFINITY);
    }
  }

  @Test
  void remaindersOfReals() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 2, 3);
    String y = m.node("Mod", m.weights(2, 3), m.positive(3));
    m.with("fmod", 1);
    Runtime.assertAgrees(m.output(m.node("Add", ModelBuilder.INPUT, y)), 1);
  }

  /** As exporters scale the two sides of attention. */
  @Test
  void rootsOfRoundedConstants() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 2);
    String root = m.node("Sqrt", m.node("Div", m.scalar(1), m.node("Sqrt", m.scalar(3))));
    String y = m.node("Mul", ModelBuilder.INPUT, root);
    Runtime.assertAgrees(m.output(y), 1);
  }

  @Test
  void castLike() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 19, 1, 2);
    String whole =
        m.node("CastLike", m.node("Mul", ModelBuilder.INPUT, m.scalar(9)), m.integers(1L));
    String y = m.node("CastLike", whole, ModelBuilder.INPUT);
    Runtime.assertAgrees(m.output(m.node("Mul", y, m.scalar(0.5f))), 1);
  }

  @Test
  void constantsOfEveryKind() throws Exception {
    ModelBuilder m = new ModelBuilder(1, 13, 2, 3);
    String tensor = m.node("Constant");
    m.with(
        "value",
        new OnnxAttribute.Tensor(OnnxTensor.float32("", new int[] {3}, 1.5f, -2.25f, 0.125f)));
    String real = m.node("Constant");
    m.with("value_float", 1.75f);
    String reals = m.node("Constant");
    m.with("value_floats", new OnnxAttribute.Reals(1, 2, 4));
    String whole = m.node("Constant");
    m.with("value_int", 2);
    String wholes = m.node("Constant");
    m.ints("value_ints", 3, 2);
    String y = m.node("Mul", m.node("Add", ModelBuilder.INPUT, tensor), real);
    String scaled = m.node("Sub", y, reals);
    String chosen = m.node("Gather", m.node("Reshape", scaled, wholes), whole);
    Runtime.assertAgrees(m.output(chosen), 1);
  }

  @Test
  void hugeFilledShapesAreRefusedBeforeMemoryIsAskedFor() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 2);
    String filled = m.node("ConstantOfShape", m.integers(1 << 20, 1 << 10));
    OnnxModel model = m.output(m.node("Add", ModelBuilder.INPUT, filled));
    assertThatThrownBy(() -> new OnnxLowering(model).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("ConstantOfShape")
        .hasMessageContaining("2^26");
  }

  @Test
  void hugeExpansionsAreRefusedBeforeMemoryIsAskedFor() {
    ModelBuilder m = new ModelBuilder(1, 13, 1, 2);
    String wide = m.node("Expand", ModelBuilder.INPUT, m.integers(1 << 30, 2));
    assertThatThrownBy(() -> new OnnxLowering(m.output(wide)).lower())
        .isInstanceOf(UnsupportedOperatorException.class)
        .hasMessageContaining("operator Expand (node v0)");
  }
}
