package org.plumbline.network.onnx.lowering;

import java.util.Arrays;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Bends;
import org.plumbline.network.model.SmoothFunctions;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.Shapes;

/**
 * Arithmetic on constant real numbers, in double. What is lost to rounding is measured by
 * error-free transformations and kept with the result. The same is done for what a runtime computes
 * that folds the constants in binary32, node by node: its result {@code fl(f(â, b̂))} is off by
 * what the deviations of â and b̂ make of f, by 2⁻²⁴ of the result, and by 2⁻¹²⁵ where it is so
 * small that it may be flushed to zero. Functions other than arithmetic and square roots are not
 * known to that precision.
 */
public final class RealArithmetic {
  /** Below this magnitude the rest of a product or quotient may itself be rounded. */
  private static final double TINY = 0x1p-900;

  private static final double FLOAT32_UNIT = 0x1p-24;
  private static final double FLOAT32_UNDERFLOW = 0x1p-125;

  private final Call call;
  private final ConstantArithmetic.Operator operator;
  private double error;

  private RealArithmetic(Call call, ConstantArithmetic.Operator operator) {
    this.call = call;
    this.operator = operator;
  }

  static Value.Constant fold(
      Call call,
      ConstantArithmetic.Operator operator,
      Value.Reals left,
      Value.Reals right,
      int[] shape) {
    int[] a = Shapes.broadcastIndex(left.shape(), shape);
    int[] b = Shapes.broadcastIndex(right.shape(), shape);
    RealArithmetic arithmetic = new RealArithmetic(call, operator);
    if (operator.isTest()) {
      long[] truths = new long[a.length];
      for (int i = 0; i < truths.length; i++) {
        truths[i] = arithmetic.test(left, a[i], right, b[i]) ? 1 : 0;
      }
      return new Value.Integers(shape, ElementType.BOOL, truths);
    }
    double[] values = new double[a.length];
    double[] errors = new double[a.length];
    double[] deviations = new double[a.length];
    for (int i = 0; i < values.length; i++) {
      double x = left.values()[a[i]];
      double y = right.values()[b[i]];
      deviations[i] = arithmetic.deviation(x, seen(left, a[i]), y, seen(right, b[i]));
      values[i] = arithmetic.checked(x, left.error(a[i]), y, right.error(b[i]));
      errors[i] = arithmetic.error;
    }
    return new Value.Reals(shape, left.type(), values, errors, deviations);
  }

  /** The result, which may be infinite only where an infinite number is moved or added. */
  private double checked(double a, double ea, double b, double eb) {
    boolean isInfinite = Double.isInfinite(a) || Double.isInfinite(b);
    double value = isInfinite ? ofInfinite(a, b) : apply(a, ea, b, eb);
    if (isInfinite && !Double.isNaN(value)) {
      error = Double.isInfinite(value) ? 0 : Math.max(ea, eb);
      return value;
    }
    if (!(Math.abs(value) <= Double.MAX_VALUE) || !(error <= Double.MAX_VALUE)) {
      throw call.refuse("arithmetic on constants gives " + value);
    }
    return value;
  }

  /** As IEEE 754 has it; NaN where it is NaN, and of operators that are not known to take it. */
  private double ofInfinite(double a, double b) {
    return switch (operator) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      default -> Double.NaN;
    };
  }

  private double deviation(double a, double da, double b, double db) {
    if (Double.isInfinite(a) || Double.isInfinite(b)) {
      return da + db == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    boolean mayDivideByZero = operator == ConstantArithmetic.Operator.DIV && !(Math.abs(b) > db);
    boolean mayJump = operator == ConstantArithmetic.Operator.MOD && da + db != 0;
    if (!(da < Double.MAX_VALUE && db < Double.MAX_VALUE) || mayDivideByZero || mayJump) {
      return Double.POSITIVE_INFINITY;
    }
    double result = apply(a, da, b, db);
    return switch (operator) {
      case MIN, MAX -> error;
      default -> rounded(result, error);
    };
  }

  /** How far the number that a node in binary32 sees may be off: it may flush it to zero. */
  public static double seen(Value.Reals constant, int i) {
    double off = constant.error(i) + constant.deviation(i);
    double size = Math.abs(constant.values()[i]);
    boolean isSafe = size - off >= Float.MIN_NORMAL || size + off == 0;
    return isSafe ? off : off + Float.MIN_NORMAL;
  }

  /** What binary32 adds to a deviation when it rounds a result. */
  public static double rounded(double result, double inherited) {
    double most = Math.abs(result) + inherited;
    return most < Float.MAX_VALUE
        ? Rounding.inflate(inherited + FLOAT32_UNIT * most + FLOAT32_UNDERFLOW)
        : Double.POSITIVE_INFINITY;
  }

  /** The result; its error bound goes to {@link #error}. */
  private double apply(double a, double ea, double b, double eb) {
    return switch (operator) {
      case ADD -> sum(a, b, ea + eb);
      case SUB -> sum(a, -b, ea + eb);
      case MUL -> product(a, ea, b, eb);
      case DIV -> quotient(a, ea, b, eb);
      case MOD -> remainder(a, ea, b, eb);
      case MIN -> chosen(Math.min(a, b), Math.max(ea, eb));
      case MAX -> chosen(Math.max(a, b), Math.max(ea, eb));
      default -> throw call.refuse("it is not known for constant real numbers");
    };
  }

  private double chosen(double value, double inherited) {
    error = inherited;
    return value;
  }

  private boolean test(Value.Reals left, int i, Value.Reals right, int j) {
    double a = left.values()[i];
    double b = right.values()[j];
    boolean isInfinite = Double.isInfinite(a) || Double.isInfinite(b);
    if (left.error(i) + right.error(j) != 0 && !isInfinite) {
      throw call.refuse("a comparison of constants that are the rounded results of arithmetic");
    }
    if (seen(left, i) + seen(right, j) != 0) {
      call.graph.unknownInFloat32("compares constants that binary32 may round");
    }
    return switch (operator) {
      case EQUAL -> a == b;
      case GREATER -> a > b;
      case LESS -> a < b;
      default -> throw call.refuse("its inputs hold no truth values");
    };
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

  /** Of the sign of the dividend: exact, as in C. */
  private double remainder(double a, double ea, double b, double eb) {
    if (ea + eb != 0 || b == 0) {
      throw call.refuse(
          "the remainder of the constants " + a + " and " + b + ", or of rounded ones");
    }
    error = 0;
    return a % b;
  }

  private static double inflated(double bound) {
    return bound == 0 ? 0 : Rounding.inflate(bound);
  }

  /** A cast of numbers that are not exact, to another floating-point type. */
  public static Value.Reals cast(Value.Reals constant, ElementType to) {
    int n = constant.values().length;
    double[] deviations = unknown(n);
    for (int i = 0; to == ElementType.FLOAT && i < n; i++) {
      double off = constant.error(i) + constant.deviation(i);
      deviations[i] = constant.type() == to ? off : rounded(constant.values()[i], off);
    }
    return new Value.Reals(constant.shape(), to, constant.values(), constant.errors(), deviations);
  }

  static Value.Reals apply(Call call, Value.Reals constant, Activation activation) {
    double[] values = new double[call.graph.claim(constant.shape())];
    double[] errors = new double[values.length];
    double[] deviations = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = activation.value(constant.values()[i]);
      double lost = lost(activation, constant.values()[i], values[i]);
      errors[i] = inflated(moved(call, constant, i, activation) + lost);
      deviations[i] = deviation(constant, i, activation);
      if (!(Math.abs(values[i]) <= Double.MAX_VALUE)) {
        throw call.refuse(activation + " of the constant " + constant.values()[i]);
      }
    }
    return new Value.Reals(constant.shape(), constant.type(), values, errors, deviations);
  }

  /** Known where σ itself is exact in binary32, or IEEE 754 says how it is rounded. */
  private static double deviation(Value.Reals constant, int i, Activation activation) {
    double off = seen(constant, i);
    double x = constant.values()[i];
    return switch (activation.kind()) {
      case RELU, CLIP -> off;
      case SIGN, FLOOR, ROUND -> off == 0 ? 0 : Double.POSITIVE_INFINITY;
      case SQRT -> x > 0 ? rootDeviation(x, off) : off == 0 ? 0 : Double.POSITIVE_INFINITY;
      case RECIPROCAL ->
          Math.abs(x) - off > Float.MIN_NORMAL
              ? rounded(1 / x, off / ((Math.abs(x) - off) * Math.abs(x)))
              : Double.POSITIVE_INFINITY;
      default -> Double.POSITIVE_INFINITY;
    };
  }

  /** {@code |√(x + d) − √x| ≤ |d| / √x}. */
  private static double rootDeviation(double x, double off) {
    return x - off > Float.MIN_NORMAL
        ? rounded(Math.sqrt(x), off / Math.sqrt(x))
        : Double.POSITIVE_INFINITY;
  }

  /** Math's functions are within 3 units in the last place; sums around them add a few more. */
  private static double lost(Activation activation, double x, double value) {
    double units = Math.abs(value) * 32 * Rounding.UNIT + Double.MIN_NORMAL;
    return switch (activation.kind()) {
      case RELU, CLIP, SIGN, FLOOR, ROUND -> 0;
      default ->
          Bends.areKnown(activation) ? SmoothFunctions.valueError(activation, x, value) : units;
    };
  }

  /**
   * A bound on |σ(x + d) − σ(x)| for all |d| ≤ e, the error of an element: e times the greatest
   * |σ'| in between, and for the root {@code d / (√(x + d) + √x)}.
   */
  private static double moved(Call call, Value.Reals constant, int i, Activation activation) {
    double e = constant.error(i);
    double x = constant.values()[i];
    double least = Math.abs(x) - e;
    boolean isApart = least > 0;
    if (e == 0) {
      return 0;
    }
    double bound =
        switch (activation.kind()) {
          case RELU, CLIP, SIGMOID, TANH, SIN, COS, SOFTPLUS, SOFTSIGN, ATAN -> e;
          case ERF, GELU, GELU_TANH, SWISH, MISH, HARD_SWISH -> 1.5 * e;
          case LEAKY_RELU -> e * Math.max(1, Math.abs(activation.first()));
          case EXP -> e * Math.exp(x + e);
          case POWER -> e * activation.first() * Math.pow(Math.abs(x) + e, activation.first() - 1);
          case SQRT -> isApart && x > 0 ? e / Math.sqrt(x) : Double.NaN;
          case LOG -> isApart && x > 0 ? e / least : Double.NaN;
          case RECIPROCAL -> isApart ? e / least / Math.abs(x) : Double.NaN;
          default -> Double.NaN;
        };
    if (!(bound <= Double.MAX_VALUE)) {
      throw call.refuse("its constant input is the rounded result of arithmetic on constants");
    }
    return bound * (1 + 0x1p-40);
  }

  /** Deviations of numbers of which binary32 may make anything. */
  public static double[] unknown(int count) {
    double[] unknown = new double[count];
    Arrays.fill(unknown, Double.POSITIVE_INFINITY);
    return unknown;
  }
}
