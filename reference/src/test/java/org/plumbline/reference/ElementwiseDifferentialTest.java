package org.plumbline.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.plumbline.reference.ModelBuilder.attribute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.reference.Differential.Question;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/** Operators on each element, against ONNX Runtime: all types and operator sets that it has. */
class ElementwiseDifferentialTest {
  private static final long SEED = 20261201;
  private static final int[] OPSETS = {
    7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24
  };

  /** Some kernels of ONNX Runtime for float64 compute in float32. */
  private static final double IN_FLOAT = 0x1p32;

  private final Random random = new Random(SEED);
  private final Differential differential = new Differential(SEED);

  private static List<ElementType> numbers() {
    List<ElementType> types = new ArrayList<>(List.of(Samples.REALS));
    types.addAll(List.of(Samples.INTEGERS));
    return types;
  }

  private void checkCompared(String... operators) {
    assertThat(differential.compared().keySet()).contains(operators);
  }

  @Test
  void arithmetic() {
    for (int opset : OPSETS) {
      for (ElementType type : numbers()) {
        ReferenceTensor a = Samples.of(random, type, 2, 3, 4);
        ReferenceTensor b = Samples.of(random, type, 3, 1);
        for (String operator : List.of("Add", "Sub", "Mul")) {
          differential.check(Question.of(operator, opset, a, b));
        }
        b = opset < 8 ? Samples.of(random, type, 2, 3, 4) : b;
        ReferenceTensor c = opset < 8 ? b : Samples.of(random, type, 4);
        for (String operator : List.of("Max", "Min", "Sum", "Mean")) {
          differential.check(Question.of(operator, opset, a, b, c));
          differential.check(Question.of(operator, opset, a));
        }
        for (String operator : List.of("Neg", "Abs", "Sign")) {
          differential.check(Question.of(operator, opset, Samples.small(random, type, 100, 9)));
        }
        ReferenceTensor divisor = positive(type);
        differential.check(Question.of("Div", opset, a, divisor));
        if (opset >= 10) {
          ReferenceTensor few = type.isReal() ? a : Samples.small(random, type, 100, 2, 3, 4);
          differential.check(Question.of("Mod", opset, few, divisor).with(attribute("fmod", 1)));
          if (!type.isReal()) {
            differential.check(Question.of("Mod", opset, a, divisor));
          }
        }
      }
    }
    checkCompared(
        "Add", "Sub", "Mul", "Div", "Max", "Min", "Sum", "Mean", "Neg", "Abs", "Sign", "Mod");
  }

  private ReferenceTensor positive(ElementType type) {
    return type.isReal()
        ? Samples.reals(random, type, 0.5, 2, 3, 1)
        : Samples.integers(random, type, 1, 100, 3, 1);
  }

  @Test
  void powers() {
    for (int opset : OPSETS) {
      for (ElementType type : numbers()) {
        ReferenceTensor whole = Samples.small(random, type, 5, 12);
        ReferenceTensor real = type.isReal() ? Samples.reals(random, type, 0.1, 3, 12) : whole;
        for (ElementType exponent : opset < 12 ? List.of(type) : numbers()) {
          ReferenceTensor n = Samples.integers(random, ElementType.INT64, 0, 4, 12);
          ReferenceTensor power = asType(n, exponent);
          differential.check(Question.of("Pow", opset, whole, power));
          if (exponent.isReal() && type.isReal()) {
            differential.check(
                Question.of("Pow", opset, real, Samples.reals(random, exponent, -3, 3, 12))
                    .units(32));
          }
        }
      }
    }
    checkCompared("Pow");
  }

  private static ReferenceTensor asType(ReferenceTensor integers, ElementType type) {
    return type.isReal()
        ? ReferenceTensor.reals(
            type, integers.shape(), Arrays.stream(integers.integers()).asDoubleStream().toArray())
        : ReferenceTensor.integers(type, integers.shape(), integers.integers());
  }

  @Test
  void comparisons() {
    for (int opset : OPSETS) {
      List<ElementType> types = numbers();
      types.add(ElementType.BOOL);
      for (ElementType type : types) {
        ReferenceTensor a = Samples.small(random, type, 2, 3, 5);
        ReferenceTensor b = Samples.small(random, type, 2, 5);
        differential.check(Question.of("Equal", opset, a, b));
        for (String operator : List.of("Less", "Greater", "LessOrEqual", "GreaterOrEqual")) {
          if (type != ElementType.BOOL && (operator.length() < 8 || opset >= 12)) {
            differential.check(Question.of(operator, opset, a, b));
          }
        }
        if (opset >= 9) {
          ReferenceTensor condition = Samples.of(random, ElementType.BOOL, 4, 1, 1);
          differential.check(Question.of("Where", opset, condition, a, b));
        }
      }
      ReferenceTensor a = Samples.of(random, ElementType.BOOL, 3, 5);
      ReferenceTensor b = Samples.of(random, ElementType.BOOL, 5);
      for (String operator : List.of("And", "Or", "Xor")) {
        differential.check(Question.of(operator, opset, a, b));
      }
      differential.check(Question.of("Not", opset, a));
    }
    checkCompared(
        "Equal",
        "Less",
        "Greater",
        "LessOrEqual",
        "GreaterOrEqual",
        "Where",
        "And",
        "Or",
        "Xor",
        "Not");
  }

  @Test
  void functions() {
    for (int opset : OPSETS) {
      for (ElementType type : Samples.REALS) {
        ReferenceTensor x = Samples.reals(random, type, -3, 3, 20);
        List<String> names =
            List.of("Floor", "Ceil", "Exp", "Sin", "Cos", "Tan", "Atan", "Tanh", "Sigmoid");
        for (String operator : names) {
          differential.check(Question.of(operator, opset, x).units(16));
        }
        for (String operator : List.of("Log", "Sqrt", "Reciprocal")) {
          ReferenceTensor positive = Samples.reals(random, type, 0.1, 3, 20);
          differential.check(Question.of(operator, opset, positive).units(16));
        }
        ReferenceTensor unit = Samples.reals(random, type, -0.95, 0.95, 20);
        differential.check(Question.of("Asin", opset, unit).units(16));
        differential.check(Question.of("Acos", opset, unit).units(16));
        if (opset >= 9) {
          for (String operator : List.of("Sinh", "Cosh", "Asinh", "Erf")) {
            differential.check(Question.of(operator, opset, x).units(16));
          }
          differential.check(Question.of("Atanh", opset, unit).units(16));
          ReferenceTensor large = Samples.reals(random, type, 1.1, 5, 20);
          differential.check(Question.of("Acosh", opset, large).units(16));
        }
        if (opset >= 11) {
          ReferenceTensor halves =
              ReferenceTensor.reals(type, Shape.of(6), -1.5, -0.5, 0.5, 1.5, 2.5, 0.25);
          differential.check(Question.of("Round", opset, halves));
        }
      }
    }
    checkCompared(
        "Floor",
        "Ceil",
        "Round",
        "Exp",
        "Log",
        "Sqrt",
        "Reciprocal",
        "Erf",
        "Sin",
        "Cos",
        "Tan",
        "Asin",
        "Acos",
        "Atan",
        "Sinh",
        "Cosh",
        "Tanh",
        "Asinh",
        "Acosh",
        "Atanh",
        "Sigmoid");
  }

  @Test
  void activations() {
    for (int opset : OPSETS) {
      for (ElementType type : numbers()) {
        ReferenceTensor x = Samples.small(random, type, 5, 2, 3, 4);
        x = type.isReal() ? Samples.reals(random, type, -4, 4, 2, 3, 4) : x;
        if (type.isReal() || opset >= 14) {
          differential.check(Question.of("Relu", opset, x));
        }
        differential.check(Question.of("PRelu", opset, x, Samples.small(random, type, 3, 3, 1)));
        checkClip(opset, x);
      }
      for (ElementType type : Samples.REALS) {
        ReferenceTensor x = Samples.reals(random, type, -4, 4, 2, 3, 4);
        for (String operator :
            List.of("LeakyRelu", "HardSigmoid", "Elu", "Selu", "Softplus", "Softsign")) {
          differential.check(Question.of(operator, opset, x).units(32));
        }
        differential.check(Question.of("LeakyRelu", opset, x).with(attribute("alpha", -0.5f)));
        differential.check(Question.of("Elu", opset, x).with(attribute("alpha", 0.3f)).units(32));
        differential.check(
            Question.of("HardSigmoid", opset, x)
                .with(attribute("alpha", 0.3f), attribute("beta", 0.25f))
                .units(16));
        differential.check(
            Question.of("Selu", opset, x)
                .with(attribute("alpha", 1.5f), attribute("gamma", 0.75f))
                .units(32));
        if (opset >= 10) {
          differential.check(
              Question.of("ThresholdedRelu", opset, x).with(attribute("alpha", 0.7f)));
          differential.check(
              Question.of("Shrink", opset, x)
                  .with(attribute("bias", 0.25f), attribute("lambd", 0.6f))
                  .units(type == ElementType.FLOAT64 ? IN_FLOAT : 8));
        }
        if (opset >= 12) {
          differential.check(
              Question.of("Celu", opset, x).with(attribute("alpha", 0.8f)).units(32));
        }
        if (opset >= 14) {
          differential.check(Question.of("HardSwish", opset, x).units(16));
        }
        if (opset >= 18) {
          differential.check(Question.of("Mish", opset, x).units(32));
        }
        if (opset >= 20) {
          differential.check(Question.of("Gelu", opset, x).units(32));
          differential.check(
              Question.of("Gelu", opset, x)
                  .with(attribute("approximate", "tanh"))
                  .units(type == ElementType.FLOAT64 ? IN_FLOAT : 32));
        }
        if (opset >= 24) {
          differential.check(
              Question.of("Swish", opset, x).with(attribute("alpha", 1.5f)).units(32));
        }
      }
    }
    checkCompared(
        "Relu",
        "PRelu",
        "Clip",
        "LeakyRelu",
        "HardSigmoid",
        "Elu",
        "Selu",
        "Softplus",
        "Softsign",
        "ThresholdedRelu",
        "Shrink",
        "Celu",
        "HardSwish",
        "Mish",
        "Gelu",
        "Swish");
  }

  private void checkClip(int opset, ReferenceTensor x) {
    if (opset < 11) {
      differential.check(Question.of("Clip", opset, x));
      differential.check(Question.of("Clip", opset, x).with(attribute("min", -1f)));
      differential.check(
          Question.of("Clip", opset, x).with(attribute("min", 0.5f), attribute("max", 2f)));
      return;
    }
    ReferenceTensor low = Samples.scalar(x.type(), x.type().isSigned() ? -1 : 1);
    ReferenceTensor high = Samples.scalar(x.type(), 2);
    differential.check(Question.of("Clip", opset, x));
    differential.check(Question.of("Clip", opset, x, low));
    differential.check(Question.of("Clip", opset, x, null, high));
    differential.check(Question.of("Clip", opset, x, low, high));
    differential.check(Question.of("Clip", opset, x, high, low));
  }

  @Test
  void casts() {
    List<ElementType> types = numbers();
    types.add(ElementType.BOOL);
    for (int opset : OPSETS) {
      for (ElementType from : types) {
        for (ElementType to : types) {
          ReferenceTensor x =
              to.isSigned()
                  ? Samples.small(random, from, 5, 12)
                  : asType(Samples.integers(random, ElementType.INT64, 0, 2, 12), from);
          differential.check(
              Question.of("Cast", opset, x).with(attribute("to", ModelBuilder.code(to))));
          if (!from.isReal()) {
            ReferenceTensor wide = Samples.of(random, from, 12);
            differential.check(
                Question.of("Cast", opset, wide).with(attribute("to", ModelBuilder.code(to))));
          } else if (to.isReal()) {
            ReferenceTensor real = Samples.reals(random, from, -2, 2, 12);
            differential.check(
                Question.of("Cast", opset, real).with(attribute("to", ModelBuilder.code(to))));
          }
          if (opset >= 15) {
            differential.check(Question.of("CastLike", opset, x, Samples.small(random, to, 1, 2)));
          }
        }
      }
    }
    checkCompared("Cast", "CastLike");
  }

  @Test
  void bits() {
    for (int opset : OPSETS) {
      for (ElementType type : Samples.INTEGERS) {
        ReferenceTensor a = Samples.of(random, type, 3, 4);
        ReferenceTensor b = Samples.of(random, type, 4);
        if (opset >= 18) {
          for (String operator : List.of("BitwiseAnd", "BitwiseOr", "BitwiseXor")) {
            differential.check(Question.of(operator, opset, a, b));
          }
          differential.check(Question.of("BitwiseNot", opset, a));
        }
        if (opset >= 11 && !type.isSigned()) {
          ReferenceTensor shift = Samples.integers(random, type, 0, type.bits(), 4);
          for (String direction : List.of("LEFT", "RIGHT")) {
            differential.check(
                Question.of("BitShift", opset, a, shift).with(attribute("direction", direction)));
          }
        }
      }
    }
    checkCompared("BitwiseAnd", "BitwiseOr", "BitwiseXor", "BitwiseNot", "BitShift");
  }
}
