package org.plumbline.network.onnx.operators;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
