package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.plumbline.reference.ModelBuilder.attribute;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.Differential.Question;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UndefinedException;

/** NaN, infinities and zeros in TYPED: as in ONNX Runtime, or undefined where it is at odds. */
class SpecialValuesTest {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double[] VALUES = {NAN, INF, -INF, 0.0, -0.0, 1, -1, 3e38, -3e38, 1e-40};

  private final Differential differential = new Differential(0);

  private static ReferenceTensor values(ElementType type, double... values) {
    double[] rounded = java.util.Arrays.stream(values).map(type::round).toArray();
    return ReferenceTensor.reals(type, Shape.of(values.length), rounded);
  }

  @Test
  void functions() {
    for (ElementType type : List.of(ElementType.FLOAT32, ElementType.FLOAT64)) {
      ReferenceTensor x = values(type, VALUES);
      for (String operator :
          List.of(
              "Relu",
              "LeakyRelu",
              "Sigmoid",
              "Tanh",
              "Sign",
              "Floor",
              "Ceil",
              "Round",
              "Abs",
              "Neg",
              "HardSigmoid",
              "Exp",
              "Log",
              "Sqrt",
              "Elu",
              "Selu",
              "Softplus",
              "Softsign",
              "ThresholdedRelu",
              "HardSwish",
              "Erf",
              "Mish",
              "Celu",
              "Sin",
              "Cos",
              "Atan",
              "Sinh",
              "Cosh",
              "IsNaN",
              "IsInf")) {
        assertThat(differential.check(Question.of(operator, 20, x)) || type == ElementType.FLOAT64)
            .as(operator)
            .isTrue();
      }
      if (type == ElementType.FLOAT32) {
        differential.check(Question.of("Shrink", 20, x));
      }
      ReferenceTensor nonzero = values(type, NAN, INF, -INF, 1, -1, 3e38);
      differential.check(Question.of("Reciprocal", 20, nonzero));
      differential.check(Question.of("PRelu", 20, x, values(type, 0.5)));
    }
  }

  @Test
  void pairs() {
    for (ElementType type : List.of(ElementType.FLOAT32, ElementType.FLOAT64)) {
      for (double value : VALUES) {
        ReferenceTensor x = values(type, VALUES);
        ReferenceTensor y = values(type, value);
        for (String operator :
            List.of(
                "Add",
                "Sub",
                "Mul",
                "Max",
                "Min",
                "Sum",
                "Equal",
                "Less",
                "Greater",
                "LessOrEqual",
                "GreaterOrEqual")) {
          differential.check(Question.of(operator, 20, x, y));
          differential.check(Question.of(operator, 20, y, x));
        }
        if (value != 0) {
          differential.check(Question.of("Div", 20, x, y));
          differential.check(Question.of("Mod", 20, x, y).with(attribute("fmod", 1)));
        }
        differential.check(Question.of("Pow", 20, x, y));
      }
    }
    assertThat(differential.compared().get("Max")).isEqualTo(40);
  }

  @Test
  void clips() {
    for (ElementType type : List.of(ElementType.FLOAT32, ElementType.FLOAT64)) {
      ReferenceTensor x = values(type, VALUES);
      ReferenceTensor five = Samples.scalar(type, 5);
      ReferenceTensor endless = Samples.scalar(type, INF);
      differential.check(Question.of("Clip", 20, x));
      differential.check(Question.of("Clip", 20, x, five));
      differential.check(Question.of("Clip", 20, x, null, five));
      differential.check(Question.of("Clip", 20, x, null, endless));
      differential.check(Question.of("Clip", 9, x));
    }
    assertThat(differential.compared().get("Clip")).isEqualTo(9);
  }

  @Test
  void softmaxes() {
    for (double value : VALUES) {
      ReferenceTensor x =
          ReferenceTensor.reals(
              ElementType.FLOAT32, Shape.of(1, 3), 0.5, ElementType.FLOAT32.round(value), 2);
      differential.check(Question.of("Softmax", 20, x));
      differential.check(Question.of("LogSoftmax", 20, x));
    }
    assertThat(differential.compared().get("Softmax")).isEqualTo(VALUES.length);
  }

  @Test
  void sumsOfProducts() {
    for (double value : VALUES) {
      double float32 = ElementType.FLOAT32.round(value);
      ReferenceTensor a =
          ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(2, 2), 1, float32, 0, 2);
      ReferenceTensor b = ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(2, 1), 1, 0.5);
      differential.check(Question.of("MatMul", 20, a, b));
      differential.check(Question.of("Gemm", 20, a, b));
      ReferenceTensor x =
          ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(1, 1, 4), 1, float32, 0, 2);
      ReferenceTensor w = ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(1, 1, 2), 1, 0.5);
      differential.check(Question.of("Conv", 20, x, w));
      differential.check(Question.of("ConvTranspose", 20, x, w));
      differential.check(Question.of("GlobalAveragePool", 20, x));
      differential.check(
          Question.of("AveragePool", 20, x).with(attribute("kernel_shape", new long[] {2})));
    }
    assertThat(differential.compared().get("Conv")).isEqualTo(VALUES.length);
  }

  @Test
  void theGreatestOfNumbersWithNanIsUndefined() {
    ReferenceTensor x = ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(1, 1, 3), 1, NAN, 2);
    for (String operator : List.of("ReduceMax", "ReduceMin", "ArgMax", "ArgMin")) {
      assertUndefined(Question.of(operator, 17, x));
    }
    assertUndefined(Question.of("MaxPool", 17, x).with(attribute("kernel_shape", new long[] {2})));
    assertUndefined(Question.of("TopK", 17, x, Samples.longs(2)).outputs(2));
    assertUndefined(Question.of("Clip", 17, x, Samples.scalar(ElementType.FLOAT32, NAN)));
  }

  @Test
  void castsOutOfRangeAreUndefined() {
    for (double value : new double[] {3.5e9, -3.5e9, NAN, INF}) {
      ReferenceTensor x = values(ElementType.FLOAT32, value);
      assertUndefined(
          Question.of("Cast", 17, x).with(attribute("to", ModelBuilder.code(ElementType.INT32))));
    }
    assertUndefined(
        Question.of("Cast", 17, values(ElementType.FLOAT64, 0x1p63))
            .with(attribute("to", ModelBuilder.code(ElementType.INT64))));
    assertUndefined(
        Question.of("Cast", 17, values(ElementType.FLOAT64, -1))
            .with(attribute("to", ModelBuilder.code(ElementType.UINT64))));
  }

  @Test
  void divisionsOfIntegersByZeroAreUndefined() {
    ReferenceTensor zero = ReferenceTensor.integers(ElementType.INT32, Shape.of(1), 0);
    ReferenceTensor one = ReferenceTensor.integers(ElementType.INT32, Shape.of(1), 1);
    assertUndefined(Question.of("Div", 17, one, zero));
    assertUndefined(Question.of("Mod", 17, one, zero));
    ReferenceTensor least =
        ReferenceTensor.integers(ElementType.INT32, Shape.of(1), Integer.MIN_VALUE);
    ReferenceTensor minusOne = ReferenceTensor.integers(ElementType.INT32, Shape.of(1), -1);
    assertUndefined(Question.of("Div", 17, least, minusOne));
  }

  @Test
  void indicesOutOfRangeAreUndefined() {
    ReferenceTensor x = Samples.floats(1, 2, 3);
    assertUndefined(Question.of("Gather", 17, x, Samples.longs(3)));
    assertUndefined(Question.of("Gather", 17, x, Samples.longs(-4)));
  }

  private static void assertUndefined(Question question) {
    byte[] bytes = question.model();
    for (Mode mode : Mode.values()) {
      assertThatThrownBy(
              () -> ModelBuilder.typed(bytes, question.outputs()).evaluate(Map.of(), mode))
          .isInstanceOf(UndefinedException.class)
          .hasMessageContaining("node 0 (" + question.operator() + ")");
    }
  }
}
