package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.reference.ModelBuilder.attribute;
import static org.plumbline.reference.Samples.floats;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.Differential.Question;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/** Quantised operators, against ONNX Runtime. */
class QuantizationDifferentialTest {
  private static final long SEED = 20261205;
  private static final ElementType[] BYTES = {ElementType.INT8, ElementType.UINT8};

  private final Random random = new Random(SEED);
  private final Differential differential = new Differential(SEED);

  private void check(
      String operator, int opset, List<ReferenceTensor> inputs, AttributeProto... attributes) {
    differential.check(
        Question.of(operator, opset, inputs.toArray(ReferenceTensor[]::new)).with(attributes));
  }

  private static ReferenceTensor scale(double value) {
    return ReferenceTensor.reals(ElementType.FLOAT32, Shape.SCALAR, (float) value);
  }

  @Test
  void quantize() {
    for (int opset = 10; opset <= 24; opset++) {
      ReferenceTensor x = Samples.reals(random, ElementType.FLOAT32, -10, 10, 2, 3, 4);
      check("QuantizeLinear", opset, List.of(x, scale(0.05)));
      for (ElementType type : Samples.INTEGERS) {
        ReferenceTensor zero = Samples.scalar(type, 3);
        if (type.bits() > (opset < 21 ? 8 : 16)) {
          continue;
        }
        check("QuantizeLinear", opset, List.of(x, scale(0.05), zero));
        ReferenceTensor q = Samples.of(random, type, 2, 3, 4);
        check("DequantizeLinear", opset, List.of(q, scale(0.05), zero));
        if (opset >= 13) {
          ReferenceTensor scales = Samples.reals(random, ElementType.FLOAT32, 0.01, 0.1, 3);
          ReferenceTensor zeros = Samples.small(random, type, 5, 3);
          check("QuantizeLinear", opset, List.of(x, scales, zeros));
          check("DequantizeLinear", opset, List.of(q, scales, zeros), attribute("axis", 1));
          ReferenceTensor four = Samples.reals(random, ElementType.FLOAT32, 0.01, 0.1, 4);
          check(
              "DequantizeLinear",
              opset,
              List.of(q, four, Samples.small(random, type, 5, 4)),
              attribute("axis", -1));
        }
        if (opset >= 21) {
          ReferenceTensor blocks = Samples.reals(random, ElementType.FLOAT32, 0.01, 0.1, 2, 3, 2);
          ReferenceTensor zeros = Samples.small(random, type, 5, 2, 3, 2);
          AttributeProto[] blocked = {attribute("axis", 2), attribute("block_size", 2)};
          check("QuantizeLinear", opset, List.of(x, blocks, zeros), blocked);
          check("DequantizeLinear", opset, List.of(q, blocks, zeros), blocked);
        }
      }
      ReferenceTensor wide = Samples.small(random, ElementType.INT32, 1000, 5);
      check("DequantizeLinear", opset, List.of(wide, scale(0.05)));
      if (opset >= 11) {
        differential.check(Question.of("DynamicQuantizeLinear", opset, x).outputs(3));
      }
    }
    assertThat(differential.compared().keySet())
        .contains("QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear");
  }

  @Test
  void fourBits() {
    for (ElementType type : new ElementType[] {ElementType.INT4, ElementType.UINT4}) {
      ReferenceTensor q = Samples.small(random, type, 7, 3, 5);
      check("DequantizeLinear", 21, List.of(q, scale(0.05), Samples.scalar(type, 3)));
    }
  }

  @Test
  void operatorsOfTheRuntime() {
    for (ElementType type : BYTES) {
      ReferenceTensor zero = Samples.scalar(type, 3);
      ReferenceTensor a = Samples.of(random, type, 3, 5);
      ReferenceTensor b = Samples.of(random, type, 3, 5);
      ReferenceTensor row = Samples.of(random, type, 5);
      ReferenceTensor s = scale(0.021);
      ReferenceTensor to = scale(0.137);
      for (String operator : List.of("QLinearAdd", "QLinearMul")) {
        String name = "com.microsoft." + operator;
        check(name, 13, List.of(a, s, zero, b, scale(0.034), zero, to, zero));
        check(name, 13, List.of(a, s, zero, row, scale(0.034), zero, to, zero));
      }
      check("com.microsoft.QLinearLeakyRelu", 13, List.of(a, s, zero, to, zero));
      check(
          "com.microsoft.QLinearLeakyRelu",
          13,
          List.of(a, s, zero, to, zero),
          attribute("alpha", 0.3f));
      check("com.microsoft.QLinearSigmoid", 13, List.of(a, s, zero, scale(0.0039), zero));
      check(
          "com.microsoft.QLinearConcat",
          13,
          List.of(to, zero, a, s, zero, b, scale(0.034), zero),
          attribute("axis", 1));
      ReferenceTensor w = Samples.small(random, ElementType.INT8, 60, 4, 5);
      ReferenceTensor none = Samples.scalar(ElementType.INT8, 0);
      ReferenceTensor c = Samples.small(random, ElementType.INT32, 500, 4);
      AttributeProto[] turned = {attribute("transB", 1), attribute("alpha", 1.5f)};
      check("com.microsoft.QGemm", 13, List.of(a, s, zero, w, s, none, c, to, zero), turned);
      check(
          "com.microsoft.QGemm", 13, Arrays.asList(a, s, zero, w, s, none, null, to, zero), turned);
      check("com.microsoft.QGemm", 13, List.of(a, s, zero, w, s, none, c), turned);
    }
    assertThat(differential.compared()).hasSizeGreaterThanOrEqualTo(6);
  }

  /**
   * Of seven bits: on processors without VNNI the runtime adds up pairs of products in 16 bits, and
   * saturates where weights have eight.
   */
  private ReferenceTensor weights(ElementType type, long... sizes) {
    return Samples.small(random, type, 60, sizes);
  }

  @Test
  void integerProducts() {
    for (int opset : new int[] {10, 13, 20, 24}) {
      for (ElementType left : BYTES) {
        for (ElementType right : BYTES) {
          ReferenceTensor a = Samples.of(random, left, 3, 5);
          ReferenceTensor b = weights(right, 5, 4);
          check("MatMulInteger", opset, List.of(a, b));
          ReferenceTensor zero = Samples.scalar(left, 7);
          check("MatMulInteger", opset, List.of(a, b, zero, Samples.scalar(right, 2)));
          check("MatMulInteger", opset, List.of(a, b, zero, Samples.small(random, right, 9, 4)));
          ReferenceTensor x = Samples.of(random, left, 1, 2, 5, 5);
          ReferenceTensor w = weights(right, 3, 2, 2, 2);
          check("ConvInteger", opset, List.of(x, w));
          check(
              "ConvInteger",
              opset,
              List.of(x, w, zero),
              attribute("pads", new long[] {1, 1, 0, 1}),
              attribute("strides", new long[] {2, 1}));
        }
      }
    }
    assertThat(differential.compared().keySet()).contains("MatMulInteger", "ConvInteger");
  }

  @Test
  void quantizedProducts() {
    for (int opset : new int[] {10, 13, 20, 21, 24}) {
      for (ElementType type : BYTES) {
        ReferenceTensor zero = Samples.scalar(type, 3);
        ReferenceTensor a = Samples.of(random, type, 3, 5);
        ReferenceTensor b = weights(ElementType.INT8, 5, 4);
        ReferenceTensor none = Samples.scalar(ElementType.INT8, 0);
        check(
            "QLinearMatMul",
            opset,
            List.of(a, scale(0.02), zero, b, scale(0.03), none, scale(0.1), zero));
        ReferenceTensor x = Samples.of(random, type, 1, 2, 5, 5);
        ReferenceTensor w = weights(ElementType.INT8, 3, 2, 2, 2);
        ReferenceTensor bias = Samples.small(random, ElementType.INT32, 500, 3);
        check(
            "QLinearConv",
            opset,
            List.of(x, scale(0.02), zero, w, scale(0.03), none, scale(0.1), zero, bias),
            attribute("pads", new long[] {1, 0, 1, 1}));
        check(
            "QLinearConv",
            opset,
            Arrays.asList(
                x,
                scale(0.02),
                zero,
                w,
                floats((float) 0.01, (float) 0.02, (float) 0.03),
                ReferenceTensor.integers(ElementType.INT8, Shape.of(3), 0, 0, 0),
                scale(0.1),
                zero));
      }
    }
    assertThat(differential.compared().keySet()).contains("QLinearMatMul", "QLinearConv");
  }
}
