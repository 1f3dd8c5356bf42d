package org.plumbline.reference.kernel;

/**
 * The error function. For |x| ≤ 3 the series {@code 2/√π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (2n+1)!!}, whose
 * terms have one sign (Abramowitz and Stegun 7.1.6): some 50 terms, the weightiest near n = 9, each
 * off by 3n units, give less than 128 units = 2⁻⁴⁶. Beyond, one minus the continued fraction of
 * erfc (7.1.14), which is less than 2.3e-5 there; beyond 6 it is less than 2.2e-17.
 */
public final class ErrorFunction {
  private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);
  private static final int FRACTIONS = 60;

  private ErrorFunction() {}

  /** Relative error below 2⁻⁴⁶. */
  public static double erf(double x) {
    double size = Math.abs(x);
    double result = size <= 3 ? series(size) : size <= 6 ? 1 - complement(size) : 1;
    return Double.isNaN(x) ? x : Math.copySign(result, x);
  }

  private static double series(double x) {
    double square = x * x;
    double term = x;
    double sum = x;
    for (int n = 1; term > sum * 0x1p-60; n++) {
      term *= 2 * square / (2 * n + 1);
      sum += term;
    }
    return TWO_OVER_ROOT_PI * StrictMath.exp(-square) * sum;
  }

  private static double complement(double x) {
    double fraction = x;
    for (int k = FRACTIONS; k > 0; k--) {
      fraction = x + 0.5 * k / fraction;
    }
    return TWO_OVER_ROOT_PI / 2 * StrictMath.exp(-x * x) / fraction;
  }
}
