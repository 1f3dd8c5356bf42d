package org.plumbline.network.model;

/**
 * The error function and its complement.
 *
 * <p>For |x| ≤ 2 the series {@code erf x = 2/√π · exp(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (2n+1)!!} (Abramowitz and
 * Stegun 7.1.6): its terms have one sign, the n-th is off by at most 4n + 2 units 2⁻⁵³ of itself,
 * and the weightiest are those near n = x², so that the sum is off by less than 2⁻⁴⁶ of itself.
 *
 * <p>Beyond, {@code erfc x = exp(−x²)/√π · 1/(x + ½/(x + 1/(x + 3/2/(x + …))))} (7.1.14). All
 * numbers in it are positive: its convergents lie on either side of the limit in turns, and at 2,
 * where they are slowest, the 63rd and the 64th differ by less than 2⁻⁵⁹. What {@code x²} is
 * rounded by counts in the exponential, {@code x²·2⁻⁵³ < 2⁻⁴³} of it where that is no zero.
 */
final class ErrorFunction {
  private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;
  private static final double SERIES_END = 2;
  private static final int FRACTIONS = 64;

  private ErrorFunction() {}

  /** Within 2⁻⁴⁵ of itself. */
  static double erf(double x) {
    double size = Math.abs(x);
    double result = size <= SERIES_END ? series(size) : 1 - fraction(size);
    return Double.isNaN(x) ? x : Math.copySign(result, x);
  }

  /** Within 2⁻⁴⁵ for x below 2; within 2⁻⁴² of itself beyond, and 2⁻¹⁰⁷⁰ more. */
  static double erfc(double x) {
    if (x <= SERIES_END) {
      return 1 - erf(x);
    }
    return Double.isNaN(x) ? x : fraction(x);
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

  /** erfc for x above 2. */
  private static double fraction(double x) {
    double exponential = StrictMath.exp(-x * x);
    if (exponential == 0) {
      return 0;
    }
    double fraction = x;
    for (int k = FRACTIONS; k > 0; k--) {
      fraction = x + 0.5 * k / fraction;
    }
    return TWO_OVER_ROOT_PI / 2 * exponential / fraction;
  }
}
