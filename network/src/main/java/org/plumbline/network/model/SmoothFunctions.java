package org.plumbline.network.model;

/**
 * Values and slopes of the activations that {@link Bends} knows, and what computing them loses.
 *
 * <p>{@link StrictMath} promises exp, expm1, log1p, asin, atan and tan within 1 to 1.25 units in
 * the last place, sinh and cosh within 2.5. All formulas are products and quotients of numbers that
 * are not small differences, so that a result is off by a few units of itself. The exceptions are
 * GELUs: {@code Φ(x) = erfc(−x/√2)/2} as {@link ErrorFunction} says, and arguments of the
 * exponential, at most 745 in size, whose rounding by up to 8 units counts as 745·8·2⁻⁵³ &lt; 2⁻⁴⁰
 * of the result.
 */
public final class SmoothFunctions {
  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final double ROOT_TWO_OVER_PI = 0.7978845608028654;
  private static final double CUBE = 0.044715;

  /** Beyond it in size both forms of GELU are 0 or x, and Swish and Mish below it are 0. */
  private static final double TAIL = 800;

  private SmoothFunctions() {}

  static double value(Activation activation, double x) {
    return switch (activation.kind()) {
      case ERF -> ErrorFunction.erf(x);
      case GELU -> gated(x, normal(x));
      case GELU_TANH -> gated(x, logistic(2 * tanhArgument(x)));
      case SWISH -> gated(x, logistic(x));
      case MISH -> gated(x, mishGate(x));
      case SOFTPLUS -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
      case ELU -> x > 0 ? x : activation.first() * StrictMath.expm1(x);
      case HARD_SWISH -> x <= -3 ? 0 : x >= 3 ? x : x * (x + 3) / 6;
      case SOFTSIGN -> Double.isInfinite(x) ? Math.signum(x) : x / (1 + Math.abs(x));
      case ATAN -> StrictMath.atan(x);
      case ASIN -> StrictMath.asin(x);
      case TAN -> StrictMath.tan(x);
      case SINH -> StrictMath.sinh(x);
      case COSH -> StrictMath.cosh(x);
      case INVERSE_ROOT -> 1 / Math.sqrt(Math.max(0, x) + activation.first());
      default -> throw new IllegalArgumentException("no smooth function: " + activation);
    };
  }

  /** At the kinks of Elu, HardSwish and inverse roots the slope of the curved side. */
  static double slope(Activation activation, double x) {
    return switch (activation.kind()) {
      case ERF -> 2 * ROOT_TWO_OVER_PI * ROOT_HALF * StrictMath.exp(-x * x);
      case GELU -> Math.abs(x) > TAIL ? step(x) : normal(x) + x * density(x);
      case GELU_TANH -> Math.abs(x) > TAIL ? step(x) : tanhSlope(x);
      case SWISH -> Math.abs(x) > TAIL ? step(x) : logistic(x) * (1 + x * logistic(-x));
      case MISH -> Math.abs(x) > TAIL ? step(x) : mishGate(x) + x * mishGateSlope(x);
      case SOFTPLUS -> logistic(x);
      case ELU -> x > 0 ? 1 : activation.first() * StrictMath.exp(x);
      case HARD_SWISH -> x < -3 ? 0 : x > 3 ? 1 : (2 * x + 3) / 6;
      case SOFTSIGN -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x)));
      case ATAN -> 1 / (1 + x * x);
      case ASIN -> 1 / Math.sqrt((1 - x) * (1 + x));
      case TAN -> 1 + StrictMath.tan(x) * StrictMath.tan(x);
      case SINH -> StrictMath.cosh(x);
      case COSH -> StrictMath.sinh(x);
      case INVERSE_ROOT -> x < 0 ? 0 : -0.5 * value(activation, x) / (x + activation.first());
      default -> throw new IllegalArgumentException("no smooth function: " + activation);
    };
  }

  /**
   * How far the computed σ(x) is at most from σ(x).
   *
   * @param value the computed one
   */
  public static double valueError(Activation activation, double x, double value) {
    double size = Math.abs(value);
    return switch (activation.kind()) {
      case GELU -> size * 0x1p-39 + (Math.abs(x) < 3 ? Math.abs(x) * 0x1p-44 : 0) + 0x1p-900;
      case GELU_TANH -> size * 0x1p-39 + 0x1p-900;
      default -> size * 0x1p-44 + 0x1p-900;
    };
  }

  /**
   * How far a computed slope is at most from that of σ: for slopes that are sums, and for the GELUs
   * by what the factors are off, {@code |t| · exp(−|t|) ≤ 1} times a relative error.
   */
  public static double slopeError(double slope) {
    return Math.abs(slope) * 0x1p-43 + 0x1p-42;
  }

  /** {@code x · gate}, where a gate of 0 wins over an infinite x. */
  private static double gated(double x, double gate) {
    return gate == 0 ? -0.0 : x * gate;
  }

  private static double step(double x) {
    return x > 0 ? 1 : 0;
  }

  static double logistic(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return x < 0 ? e / (1 + e) : 1 / (1 + e);
  }

  /** The normal distribution Φ. */
  private static double normal(double x) {
    return 0.5 * ErrorFunction.erfc(-x * ROOT_HALF);
  }

  private static double density(double x) {
    return 0.5 * ROOT_TWO_OVER_PI * StrictMath.exp(-0.5 * x * x);
  }

  /** {@code √(2/π) · (x + 0.044715 x³)}. */
  private static double tanhArgument(double x) {
    return ROOT_TWO_OVER_PI * (x + CUBE * x * x * x);
  }

  /** With {@code (1 + tanh u)/2 = s(2u)} for the logistic s. */
  private static double tanhSlope(double x) {
    double u = tanhArgument(x);
    double steep = ROOT_TWO_OVER_PI * (1 + 3 * CUBE * x * x);
    return logistic(2 * u) * (1 + 2 * x * steep * logistic(-2 * u));
  }

  /**
   * {@code tanh(log(1 + eˣ)) = (w² + 2w) / (w² + 2w + 2)} with w = eˣ, divided by w² for positive
   * x.
   */
  private static double mishGate(double x) {
    double w = StrictMath.exp(-Math.abs(x));
    return x < 0 ? w * (w + 2) / (w * (w + 2) + 2) : (1 + 2 * w) / (1 + 2 * w + 2 * w * w);
  }

  /** {@code 4w(w + 1) / (w² + 2w + 2)²}. */
  private static double mishGateSlope(double x) {
    double w = StrictMath.exp(-Math.abs(x));
    double d = x < 0 ? w * (w + 2) + 2 : 1 + 2 * w + 2 * w * w;
    return (x < 0 ? 4 * w * (w + 1) : 4 * w * w * (1 + w)) / (d * d);
  }
}
