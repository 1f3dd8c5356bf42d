package org.plumbline.network.onnx;

import org.plumbline.network.interval.Rounding;
import org.plumbline.network.model.Activation;

/**
 * Arithmetic on constants, in double. What is lost to rounding is measured (by error-free
 * transformations) and kept with the result; whole numbers are exact below 2⁵³ or refused.
 */
final class ConstantArithmetic {
  private static final double LARGEST_INTEGER = 0x1p53;

  /** Below this magnitude the rest of a product or quotient may itself be rounded. */
  private static final double TINY = 0x1p-900;

  enum Operator {
    ADD,
    SUB,
    MUL,
    DIV,
    EQUAL,
    GREATER,
    LESS,
    MIN,
    MAX
  }

  private final Call call;
  private final Operator operator;
  private final boolean isInteger;
  private double error;

  private ConstantArithmetic(Call call, Operator operator, boolean isInteger) {
    this.call = call;
    this.operator = operator;
    this.isInteger = isInteger;
  }

  /** Applies the operator element by element, with broadcasting to {@code shape}. */
  static Value.Constant fold(
      Call call, Operator operator, Value.Constant left, Value.Constant right, int[] shape) {
    boolean isInteger = left.isInteger() && right.isInteger();
    return new ConstantArithmetic(call, operator, isInteger).fold(left, right, shape);
  }

  private Value.Constant fold(Value.Constant left, Value.Constant right, int[] shape) {
    int[] a = Shapes.broadcastIndex(left.shape(), shape);
    int[] b = Shapes.broadcastIndex(right.shape(), shape);
    double[] values = new double[a.length];
    double[] errors = new double[a.length];
    for (int i = 0; i < values.length; i++) {
      double ea = left.isExact() ? 0 : left.errors()[a[i]];
      double eb = right.isExact() ? 0 : right.errors()[b[i]];
      values[i] = checked(apply(left.values()[a[i]], ea, right.values()[b[i]], eb));
      errors[i] = error;
    }
    boolean isTruth =
        operator == Operator.EQUAL || operator == Operator.GREATER || operator == Operator.LESS;
    return new Value.Constant(shape, values, errors, isInteger || isTruth);
  }

  private double checked(double value) {
    if (!(Math.abs(value) <= (isInteger ? LARGEST_INTEGER : Double.MAX_VALUE))
        || !(error <= Double.MAX_VALUE)) {
      throw call.refuse("arithmetic on constants gives " + value);
    }
    return value;
  }

  /** The result; its error bound goes to {@link #error}. */
  private double apply(double a, double ea, double b, double eb) {
    return switch (operator) {
      case ADD -> sum(a, b, ea + eb);
      case SUB -> sum(a, -b, ea + eb);
      case MUL -> product(a, ea, b, eb);
      case DIV -> isInteger ? wholeQuotient(a, b) : quotient(a, ea, b, eb);
      case EQUAL -> compared(a == b, ea + eb);
      case GREATER -> compared(a > b, ea + eb);
      case LESS -> compared(a < b, ea + eb);
      case MIN -> chosen(Math.min(a, b), Math.max(ea, eb));
      case MAX -> chosen(Math.max(a, b), Math.max(ea, eb));
    };
  }

  private double chosen(double value, double inherited) {
    error = inherited;
    return value;
  }

  private double compared(boolean result, double inherited) {
    if (inherited != 0) {
      throw call.refuse("a comparison of constants that are the rounded results of arithmetic");
    }
    error = 0;
    return result ? 1 : 0;
  }

  /** Knuth's two-sum: the rest of a rounded sum is a double. */
  private double sum(double a, double b, double inherited) {
    double sum = a + b;
    double part = sum - a;
    double rest = (a - (sum - part)) + (b - part);
    error = inflated(Math.abs(rest) + inherited);
    return sum;
  }

  /** The rest of a rounded product is a double, and one fused multiply-add away. */
  private double product(double a, double ea, double b, double eb) {
    double product = a * b;
    double rest = Math.abs(Math.fma(a, b, -product));
    double lost = Math.abs(product) < TINY && a != 0 && b != 0 ? Double.MIN_NORMAL : 0;
    error = inflated(rest + lost + Math.abs(a) * eb + Math.abs(b) * ea + ea * eb);
    return product;
  }

  /** {@code |α/β − q| = |α − qβ| / |β|}, α and β anywhere in their error ranges. */
  private double quotient(double a, double ea, double b, double eb) {
    double quotient = a / b;
    double rest = Math.abs(Math.fma(quotient, b, -a));
    double lost = Math.abs(a) < TINY && a != 0 ? Double.MIN_NORMAL : 0;
    double least = Math.abs(b) - eb;
    if (!(least > 0)) {
      throw call.refuse("arithmetic on constants divides by 0");
    }
    error = inflated((rest + lost + ea + Math.abs(quotient) * eb) / least);
    return quotient;
  }

  private double wholeQuotient(double a, double b) {
    if (b == 0) {
      throw call.refuse("arithmetic on constants divides by 0");
    }
    error = 0;
    double quotient = a / b;
    return quotient < 0 ? Math.ceil(quotient) : Math.floor(quotient);
  }

  private static double inflated(double bound) {
    return bound == 0 ? 0 : Rounding.inflate(bound);
  }

  /** σ of a constant; of a rounded one only if σ never stretches. */
  static Value.Constant apply(Call call, Value.Constant constant, Activation activation) {
    if (constant.isInteger() && !keepsIntegers(activation)) {
      throw call.refuse(activation + " of a constant of whole numbers");
    }
    double[] values = new double[call.graph.claim(constant.shape())];
    double[] errors = new double[values.length];
    double stretch = constant.isExact() ? 0 : stretch(call, activation);
    for (int i = 0; i < values.length; i++) {
      values[i] = activation.value(constant.values()[i]);
      double inherited = constant.isExact() ? 0 : stretch * constant.errors()[i];
      errors[i] = constant.isInteger() ? 0 : inflated(inherited + lost(activation, values[i]));
      if (!(Math.abs(values[i]) <= (constant.isInteger() ? LARGEST_INTEGER : Double.MAX_VALUE))) {
        throw call.refuse(activation + " of the constant " + constant.values()[i]);
      }
    }
    return new Value.Constant(constant.shape(), values, errors, constant.isInteger());
  }

  private static boolean keepsIntegers(Activation activation) {
    return switch (activation.kind()) {
      case RELU, CLIP, SIGN, FLOOR, POWER -> true;
      default -> false;
    };
  }

  /** Math's functions are within 3 units in the last place; sums around them add a few more. */
  private static double lost(Activation activation, double value) {
    return switch (activation.kind()) {
      case RELU, CLIP, SIGN, FLOOR -> 0;
      default -> Math.abs(value) * 32 * Rounding.UNIT + Double.MIN_NORMAL;
    };
  }

  /** The greatest |σ'|, where there is one. */
  private static double stretch(Call call, Activation activation) {
    return switch (activation.kind()) {
      case RELU, CLIP, SIGMOID, TANH, SIN, COS -> 1;
      case LEAKY_RELU -> Math.max(1, Math.abs(activation.first()));
      default ->
          throw call.refuse("its constant input is the rounded result of arithmetic on constants");
    };
  }
}
