package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.plumbline.reference.ModelBuilder.attribute;
import static org.plumbline.reference.Samples.floats;
import static org.plumbline.reference.Samples.longs;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/** One example of each family of operators, with numbers worked out by hand, in both modes. */
class WorkedExamplesTest {
  private static ReferenceTensor matrix(int rows, int columns, double... values) {
    return ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(rows, columns), values);
  }

  private static ReferenceTensor image(int rows, int columns, double... values) {
    return ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(1, 1, rows, columns), values);
  }

  private static ReferenceTensor evaluate(
      Mode mode,
      ElementType type,
      String operator,
      List<ReferenceTensor> inputs,
      AttributeProto... attributes) {
    ModelBuilder builder = new ModelBuilder(18);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      names.add("x" + i);
      builder.constant("x" + i, inputs.get(i));
    }
    return builder
        .node(operator, names, List.of("y"), attributes)
        .output("y", type)
        .parse()
        .evaluate(Map.of(), mode)
        .outputs()
        .get(0);
  }

  private static void assertReals(
      double[] expected,
      String operator,
      List<ReferenceTensor> inputs,
      AttributeProto... attributes) {
    for (Mode mode : Mode.values()) {
      ReferenceTensor y = evaluate(mode, ElementType.FLOAT32, operator, inputs, attributes);
      assertThat(y.size()).as(operator).isEqualTo(expected.length);
      for (int i = 0; i < expected.length; i++) {
        assertThat(y.value(i)).as("%s %s", mode, operator).isCloseTo(expected[i], within(1e-6));
        assertThat(y.radius(i)).isLessThan(1e-12);
      }
    }
  }

  private static void assertIntegers(
      ElementType type,
      long[] expected,
      String operator,
      List<ReferenceTensor> inputs,
      AttributeProto... attributes) {
    for (Mode mode : Mode.values()) {
      ReferenceTensor y = evaluate(mode, type, operator, inputs, attributes);
      assertThat(y.integers()).as("%s %s", mode, operator).containsExactly(expected);
    }
  }

  private static double[] of(double... values) {
    return values;
  }

  @Test
  void arithmetic() {
    assertReals(of(5, 7, 8, 10), "Add", List.of(matrix(2, 1, 1, 4), floats(4, 6)));
    assertReals(of(0.5, -3), "Div", List.of(floats(1, 6), floats(2, -2)));
    assertReals(of(9, 0.125, 1), "Pow", List.of(floats(-3, 2, 0), floats(2, -3, 0)));
    assertIntegers(
        ElementType.INT64, new long[] {2, -2, 0}, "Div", List.of(longs(7, -7, 1), longs(3, 3, 3)));
    assertIntegers(
        ElementType.INT64, new long[] {1, 2, 1}, "Mod", List.of(longs(7, -7, 1), longs(3, 3, 3)));
    assertReals(of(3, 5), "Max", List.of(floats(1, 5), floats(3, 2)));
    assertReals(of(2, 3.5), "Mean", List.of(floats(1, 5), floats(3, 2)));
  }

  @Test
  void comparisons() {
    long[] truths = {1, 0, 0};
    List<ReferenceTensor> pairs = List.of(floats(1, 2, 3), floats(2, 2, 1));
    assertIntegers(ElementType.BOOL, truths, "Less", pairs);
    assertIntegers(ElementType.BOOL, new long[] {1, 1, 0}, "LessOrEqual", pairs);
    ReferenceTensor condition = ReferenceTensor.integers(ElementType.BOOL, Shape.of(3), truths);
    assertReals(of(1, 2, 1), "Where", List.of(condition, floats(1, 2, 3), floats(2, 2, 1)));
    assertIntegers(ElementType.BOOL, new long[] {0, 1, 1}, "Not", List.of(condition));
  }

  @Test
  void activations() {
    assertReals(of(0, 0, 2), "Relu", List.of(floats(-1, 0, 2)));
    assertReals(of(-0.5, 2), "LeakyRelu", List.of(floats(-1, 2)), attribute("alpha", 0.5f));
    assertReals(of(0, 0.5, 1), "HardSigmoid", List.of(floats(-9, 0, 9)));
    assertReals(of(0.5), "Sigmoid", List.of(floats(0)));
    assertReals(of(Math.log(2)), "Softplus", List.of(floats(0)));
    assertReals(of(1 / Math.E - 1, 3), "Elu", List.of(floats(-1, 3)));
    assertReals(of(0.25, 0.75), "Softmax", List.of(matrix(1, 2, 0, (float) Math.log(3))));
    assertReals(of(-2, 0, 2), "Shrink", List.of(floats(-3, 0.5, 3)), attribute("bias", 1f));
  }

  @Test
  void products() {
    assertReals(
        of(19, 22, 43, 50), "MatMul", List.of(matrix(2, 2, 1, 2, 3, 4), matrix(2, 2, 5, 6, 7, 8)));
    assertReals(
        of(2 * 11 - 1, 2 * 17 - 3),
        "Gemm",
        List.of(matrix(1, 2, 1, 2), matrix(2, 2, 3, 4, 5, 6), floats(1, 3)),
        attribute("transB", 1),
        attribute("alpha", 2f),
        attribute("beta", -1f));
    ReferenceTensor image = image(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    ReferenceTensor kernel = image(2, 2, 1, 0, 0, -1);
    assertReals(of(-4, -4, -4, -4), "Conv", List.of(image, kernel));
    assertReals(
        of(-1, -3, -7, 5 - 9),
        "Conv",
        List.of(image, kernel),
        attribute("pads", new long[] {1, 1, 0, 0}),
        attribute("strides", new long[] {2, 2}));
  }

  @Test
  void transposedConvolution() {
    assertReals(
        of(1, 2, 3 + 10, 20, 30),
        "ConvTranspose",
        List.of(
            ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(1, 1, 2), 1, 10),
            ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(1, 1, 3), 1, 2, 3)),
        attribute("strides", new long[] {2}));
  }

  @Test
  void pools() {
    ReferenceTensor image = image(2, 3, 1, 5, 2, 4, 3, 0);
    AttributeProto square = attribute("kernel_shape", new long[] {2, 2});
    assertReals(of(5, 5), "MaxPool", List.of(image), square);
    assertReals(of(3.25, 2.5), "AveragePool", List.of(image), square);
    assertReals(of(2.5), "GlobalAveragePool", List.of(image));
    AttributeProto padded = attribute("pads", new long[] {0, 0, 0, 1});
    assertReals(of(3.25, 2.5, 1), "AveragePool", List.of(image), square, padded);
    assertReals(
        of(3.25, 2.5, 0.5),
        "AveragePool",
        List.of(image),
        square,
        padded,
        attribute("count_include_pad", 1));
  }

  @Test
  void normalizations() {
    ReferenceTensor x = ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(1, 2, 1), 3, 10);
    assertReals(
        of(2 * (3 - 1) / 2.0 + 1, 3 * (10 - 4) / 3.0 - 1),
        "BatchNormalization",
        List.of(x, floats(2, 3), floats(1, -1), floats(1, 4), floats(3, 8)),
        attribute("epsilon", 1f));
    assertReals(
        of(-1, 1),
        "LayerNormalization",
        List.of(floats(2, 6), floats(1, 1)),
        attribute("epsilon", 0f));
  }

  @Test
  void reductions() {
    ReferenceTensor x = matrix(2, 3, 1, 2, 3, 4, 5, 9);
    assertReals(of(6, 18), "ReduceSum", List.of(x, longs(1)));
    assertReals(of(2.5, 3.5, 6), "ReduceMean", List.of(x, longs(0)));
    assertReals(of(9), "ReduceMax", List.of(x));
    assertReals(of(5), "ReduceL2", List.of(floats(3, -4)));
    assertIntegers(ElementType.INT64, new long[] {1, 1, 1}, "ArgMax", List.of(x));
    assertReals(of(1, 3, 6), "CumSum", List.of(floats(1, 2, 3), longs(0)));
  }

  @Test
  void movement() {
    ReferenceTensor x = matrix(2, 3, 1, 2, 3, 4, 5, 6);
    assertReals(of(1, 4, 2, 5, 3, 6), "Transpose", List.of(x));
    assertReals(of(3, 1, 6, 4), "Slice", List.of(x, longs(-1), longs(-9), longs(1), longs(-2)));
    assertReals(of(3, 1, 6, 4), "Gather", List.of(x, longs(-1, 0)), attribute("axis", 1));
    assertReals(
        of(1, 2, 3, 7, 4, 5, 6, 8), "Concat", List.of(x, matrix(2, 1, 7, 8)), attribute("axis", 1));
    assertReals(of(0, 1, 2, 0, 0), "Pad", List.of(floats(1, 2), longs(1, 2)));
    assertReals(
        of(3, 2, 1, 2, 3, 2),
        "Pad",
        List.of(floats(1, 2, 3), longs(2, 1)),
        attribute("mode", "reflect"));
    assertReals(of(1, 7, 3), "ScatterND", List.of(floats(1, 2, 3), matrixOfLongs(1), floats(7)));
    assertReals(of(1, 2, 1, 2), "Tile", List.of(floats(1, 2), longs(2)));
    assertReals(of(1, 2, 3, 0, 5, 6), "Trilu", List.of(x));
  }

  private static ReferenceTensor matrixOfLongs(long value) {
    return ReferenceTensor.integers(ElementType.INT64, Shape.of(1, 1), value);
  }

  @Test
  void resizing() {
    ReferenceTensor row = ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(2), 1, 3);
    List<ReferenceTensor> doubled = List.of(row, floats(), floats(2));
    AttributeProto plain = attribute("coordinate_transformation_mode", "asymmetric");
    AttributeProto floor = attribute("nearest_mode", "floor");
    assertReals(of(1, 1, 3, 3), "Resize", doubled, plain, floor);
    assertReals(of(1, 1.5, 2.5, 3), "Resize", doubled, attribute("mode", "linear"));
  }

  @Test
  void quantization() {
    ReferenceTensor scale = Samples.scalar(ElementType.FLOAT32, 0.5);
    ReferenceTensor zero = Samples.scalar(ElementType.INT8, 1);
    // 0.25 / 0.5 is a half, which goes to the even 0.
    assertIntegers(
        ElementType.INT8,
        new long[] {3, -128, 127, 1},
        "QuantizeLinear",
        List.of(floats(1, -1000, 1000, 0.25), scale, zero));
    ReferenceTensor q = ReferenceTensor.integers(ElementType.INT8, Shape.of(2), 3, -128);
    assertReals(of(1, -64.5), "DequantizeLinear", List.of(q, scale, zero));
  }

  @Test
  void constants() {
    assertIntegers(
        ElementType.INT64, new long[] {2, 3}, "Shape", List.of(matrix(2, 3, 1, 2, 3, 4, 5, 6)));
    assertIntegers(
        ElementType.INT64,
        new long[] {5, 3, 1},
        "Range",
        List.of(
            Samples.scalar(ElementType.INT64, 5),
            Samples.scalar(ElementType.INT64, 0),
            Samples.scalar(ElementType.INT64, -2)));
    assertReals(
        of(9, 1, 9, 9, 9, 1),
        "OneHot",
        List.of(longs(1, -1), Samples.scalar(ElementType.INT64, 3), floats(9, 1)));
    assertReals(
        of(1 * 5 + 2 * 7, 3 * 5 + 4 * 7),
        "Einsum",
        List.of(matrix(2, 2, 1, 2, 3, 4), floats(5, 7)),
        attribute("equation", "ij,j->i"));
  }
}
