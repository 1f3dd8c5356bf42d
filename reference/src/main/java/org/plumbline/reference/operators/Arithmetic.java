package org.plumbline.reference.operators;

import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Elementwise;
import org.plumbline.reference.tensor.Ball;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.UncertainException;
import org.plumbline.reference.tensor.UndefinedException;

/**
 * Add, Sub, Mul, Div, Mod, Neg, Abs, Sum, Mean, Max and Min. Integers wrap; their division goes
 * towards zero, and by zero it is undefined. Max and Min are NaN where an operand is, as in NumPy
 * and in ONNX Runtime.
 */
final class Arithmetic {
  private Arithmetic() {}

  static ReferenceTensor add(Call call) {
    return Elementwise.zip(call, call.input(0), call.input(1), Scalar::plus, (type, a, b) -> a + b);
  }

  static ReferenceTensor sub(Call call) {
    return Elementwise.zip(
        call, call.input(0), call.input(1), Scalar::minus, (type, a, b) -> a - b);
  }

  static ReferenceTensor mul(Call call) {
    return Elementwise.zip(
        call, call.input(0), call.input(1), Scalar::times, (type, a, b) -> a * b);
  }

  static ReferenceTensor div(Call call) {
    return Elementwise.zip(call, call.input(0), call.input(1), Scalar::over, Arithmetic::quotient);
  }

  private static long quotient(ElementType type, long a, long b) {
    checkDivisor(type, a, b);
    return type.isSigned() ? a / b : Long.divideUnsigned(a, b);
  }

  private static void checkDivisor(ElementType type, long a, long b) {
    if (b == 0) {
      throw new UndefinedException(a + " is divided by 0");
    }
    if (type.isSigned() && b == -1 && a == type.least()) {
      throw new UndefinedException(a + " is divided by -1, which overflows");
    }
  }

  /** By default the sign of the divisor, with fmod that of the dividend, as in C. */
  static ReferenceTensor mod(Call call) {
    boolean isOfC = call.attributes.flag("fmod", false);
    ReferenceTensor a = call.input(0);
    if (a.isReal() && !isOfC) {
      throw new ReferenceException("attribute fmod is 0, which is for integers only");
    }
    return Elementwise.zip(
        call,
        a,
        call.input(1),
        Arithmetic::remainder,
        (type, x, y) -> isOfC ? remainder(type, x, y) : modulus(type, x, y));
  }

  /** ONNX Runtime computes with doubles, which hold no whole numbers beyond 2⁵³ exactly. */
  private static long remainder(ElementType type, long a, long b) {
    checkDivisor(type, a, b);
    if (isBeyondDoubles(type, a) || isBeyondDoubles(type, b)) {
      throw new ReferenceException(
          "fmod of integers beyond 2^53, which ONNX Runtime rounds, unlike the standard");
    }
    return type.isSigned() ? a % b : Long.remainderUnsigned(a, b);
  }

  private static boolean isBeyondDoubles(ElementType type, long value) {
    long most = 1L << 53;
    return value > most || (type.isSigned() ? value < -most : value < 0);
  }

  private static long modulus(ElementType type, long a, long b) {
    checkDivisor(type, a, b);
    return type.isSigned() ? Math.floorMod(a, b) : Long.remainderUnsigned(a, b);
  }

  /** x − y·trunc(x / y), which is a double if x and y are. */
  private static Scalar remainder(Scalar x, Scalar y) {
    if (x instanceof Ball dividend && y instanceof Ball divisor) {
      return remainder(dividend, divisor);
    }
    return x.of(x.value() % y.value());
  }

  private static Scalar remainder(Ball x, Ball y) {
    Ball turns = x.over(y).step(Rounding::truncate);
    if (x.radius() == 0 && y.radius() == 0) {
      return x.of(x.value() % y.value());
    }
    if (turns.radius() != 0) {
      throw new UncertainException("how often " + y + " goes into " + x);
    }
    return x.minus(y.times(turns));
  }

  static ReferenceTensor neg(Call call) {
    return Elementwise.map(call, Scalar::negated, x -> -x);
  }

  static ReferenceTensor abs(Call call) {
    ElementType type = call.input(0).type();
    return Elementwise.map(call, Scalar::abs, x -> type.compare(x, 0) < 0 ? -x : x);
  }

  static ReferenceTensor sum(Call call) {
    call.real(0);
    return Elementwise.fold(call, Scalar::plus, Arithmetic::noIntegers);
  }

  static ReferenceTensor mean(Call call) {
    ReferenceTensor sum = sum(call);
    return Elementwise.map(call, sum, x -> x.over(call.inputCount()));
  }

  private static long noIntegers(ElementType type, long a, long b) {
    throw new ReferenceException("inputs of the type " + type);
  }

  static ReferenceTensor max(Call call) {
    return Elementwise.fold(
        call, Scalar::max, (type, a, b) -> Extrema.order(type, a, b) < 0 ? b : a);
  }

  static ReferenceTensor min(Call call) {
    return Elementwise.fold(
        call, Scalar::min, (type, a, b) -> Extrema.order(type, a, b) > 0 ? b : a);
  }
}
