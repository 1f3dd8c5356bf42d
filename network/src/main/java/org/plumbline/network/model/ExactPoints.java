package org.plumbline.network.model;

/**
 * Where the double that {@link Activation#value} computes is σ(x) itself and not a number beside
 * it. A product or a quotient of doubles is exact where the fused product less the rounded one is
 * 0, as long as nothing underflows; of other functions a few values are known.
 */
public final class ExactPoints {
  /** Products above it lose no digits below the least double. */
  private static final double NO_UNDERFLOW = 0x1p-900;

  private ExactPoints() {}

  /**
   * Whether a computed value is exact for sure.
   *
   * @param value what {@link Activation#value} computes at x
   */
  public static boolean isExact(Activation sigma, double x, double value) {
    return switch (sigma.kind()) {
      case RELU, CLIP, SIGN, FLOOR, ROUND -> true;
      case LEAKY_RELU -> x >= 0 || isProduct(sigma.first(), x, value);
      case POWER -> isPower(x, (int) sigma.first());
      case SQRT -> isProduct(value, value, x);
      case RECIPROCAL -> isProduct(x, value, 1);
      case LOG -> x == 1 && value == 0;
      case EXP, COS, COSH -> x == 0 && value == 1;
      case SIGMOID -> x == 0 && value == 0.5;
      case ELU -> x >= 0 && value == x;
      case TANH,
          SIN,
          ERF,
          GELU,
          GELU_TANH,
          SWISH,
          HARD_SWISH,
          MISH,
          SOFTSIGN,
          ATAN,
          ASIN,
          TAN,
          SINH ->
          x == 0 && value == 0;
      default -> false;
    };
  }

  private static boolean isPower(double x, int exponent) {
    double result = 1;
    for (int k = 0; k < exponent; k++) {
      double next = result * x;
      if (!isProduct(result, x, next)) {
        return false;
      }
      result = next;
    }
    return true;
  }

  private static boolean isProduct(double a, double b, double product) {
    boolean isZero = product == 0 && (a == 0 || b == 0);
    return isZero
        || Math.abs(product) > NO_UNDERFLOW
            && Double.isFinite(product)
            && Math.fma(a, b, -product) == 0;
  }
}
