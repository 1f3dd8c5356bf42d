package org.plumbline.network.onnx.lowering;

import java.util.Arrays;
import org.plumbline.network.model.Activation;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.Shapes;

/**
 * Arithmetic on constant integers, in two's complement of the width of their type: results wrap
 * around as the standard's types do. What ONNX leaves open (a division by zero, or of the least
 * number by −1) is refused.
 */
final class IntegerArithmetic {
  /** Up to here every whole number is a double. */
  private static final long LARGEST_DOUBLE = 1L << 53;

  private final Call call;
  private final ElementType type;

  private IntegerArithmetic(Call call, ElementType type) {
    this.call = call;
    this.type = type;
  }

  static Value.Integers fold(
      Call call,
      ConstantArithmetic.Operator operator,
      Value.Integers left,
      Value.Integers right,
      int[] shape) {
    int[] a = Shapes.broadcastIndex(left.shape(), shape);
    int[] b = Shapes.broadcastIndex(right.shape(), shape);
    IntegerArithmetic arithmetic = new IntegerArithmetic(call, left.type());
    long[] values = new long[a.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = arithmetic.apply(operator, left.values()[a[i]], right.values()[b[i]]);
    }
    ElementType result = operator.isTest() ? ElementType.BOOL : left.type();
    return new Value.Integers(shape, result, values);
  }

  private long apply(ConstantArithmetic.Operator operator, long a, long b) {
    return switch (operator) {
      case ADD -> type.wrapped(a + b);
      case SUB -> type.wrapped(a - b);
      case MUL -> type.wrapped(a * b);
      case DIV -> quotient(a, b);
      case MOD -> remainder(a, b);
      case MIN -> order(a, b) <= 0 ? a : b;
      case MAX -> order(a, b) >= 0 ? a : b;
      case EQUAL -> a == b ? 1 : 0;
      case GREATER -> type.compare(a, b) > 0 ? 1 : 0;
      case LESS -> type.compare(a, b) < 0 ? 1 : 0;
      case AND -> truth(a) & truth(b);
      case OR -> truth(a) | truth(b);
      case XOR -> truth(a) ^ truth(b);
    };
  }

  private long truth(long value) {
    if (type != ElementType.BOOL) {
      throw call.refuse("its input is of type " + type + " and holds no truth values");
    }
    return value;
  }

  /**
   * ONNX Runtime 1.29 compares in vectors the lower halves of INT64 with a sign, if that decides.
   */
  private int order(long a, long b) {
    if (type == ElementType.INT64 && a >> 32 == b >> 32 && (int) (a ^ b) < 0) {
      throw call.refuse(
          "the greater or less of the constants " + a + " and " + b + ", which runtimes mistake");
    }
    return type.compare(a, b);
  }

  private void requireDefined(long a, long b) {
    if (b == 0) {
      throw call.refuse("arithmetic on constants divides by 0");
    }
    if (b == -1 && a != 0 && type.wrapped(-a) == a && type != ElementType.UINT64) {
      throw call.refuse("arithmetic on constants divides the least number, " + a + ", by -1");
    }
  }

  /** Rounded towards zero. */
  private long quotient(long a, long b) {
    requireDefined(a, b);
    return type == ElementType.UINT64 ? Long.divideUnsigned(a, b) : a / b;
  }

  /** Of the sign of the divisor, or with {@code fmod} of that of the dividend. */
  private long remainder(long a, long b) {
    requireDefined(a, b);
    boolean isOfC = call.attributes.flag("fmod", false);
    if (isOfC && (isLarge(type, a) || isLarge(type, b))) {
      throw call.refuse(
          "fmod of the constants " + a + " and " + b + ", which runtimes round beyond 2^53");
    }
    if (type == ElementType.UINT64) {
      return Long.remainderUnsigned(a, b);
    }
    return isOfC ? a % b : Math.floorMod(a, b);
  }

  private static boolean isLarge(ElementType type, long value) {
    long least = type == ElementType.UINT64 ? 0 : -LARGEST_DOUBLE;
    return value < least || value > LARGEST_DOUBLE;
  }

  static Value.Integers negated(Call call, Value.Integers constant) {
    long[] values = new long[call.graph.claim(constant.shape())];
    for (int i = 0; i < values.length; i++) {
      values[i] = constant.type().wrapped(-constant.values()[i]);
    }
    return new Value.Integers(constant.shape(), constant.type(), values);
  }

  static Value.Integers apply(Call call, Value.Integers constant, Activation activation) {
    call.graph.claim(constant.shape());
    long[] values =
        Arrays.stream(constant.values())
            .map(value -> applied(call, constant.type(), value, activation))
            .toArray();
    return new Value.Integers(constant.shape(), constant.type(), values);
  }

  private static long applied(Call call, ElementType type, long value, Activation activation) {
    return switch (activation.kind()) {
      case RELU -> type.compare(value, 0) < 0 ? 0 : value;
      case SIGN -> new IntegerArithmetic(call, type).order(value, 0);
      case FLOOR, ROUND -> value;
      case POWER -> power(call, type, value, (int) activation.first());
      default -> throw call.refuse(activation + " of a constant of whole numbers");
    };
  }

  /** Runtimes compute it with floating-point numbers, which hold no more. */
  private static long power(Call call, ElementType type, long base, int exponent) {
    long result = 1;
    for (int i = 0; i < exponent; i++) {
      result = Math.multiplyExact(result, base);
      if (isLarge(type, result)) {
        throw call.refuse("a power of the constant " + base + " that is beyond 2^53");
      }
    }
    return result;
  }
}
