package org.plumbline.reference;

import java.math.BigDecimal;
import java.math.MathContext;

/** Elementary functions to some 40 digits, by their series, for tests. */
final class PreciseReals {
  static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal TINY = new BigDecimal("1e-55");

  private PreciseReals() {}

  /** By {@code exp(x) = exp(x / 2^10)^(2^10)} and the series of the exponential. */
  static BigDecimal exp(BigDecimal x) {
    BigDecimal small = x.divide(new BigDecimal(1024), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int n = 1; term.signum() != 0 && term.abs().compareTo(TINY.movePointLeft(10)) > 0; n++) {
      term = term.multiply(small, DIGITS).divide(new BigDecimal(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int i = 0; i < 10; i++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }

  /** By Newton's method from the double. */
  static BigDecimal log(BigDecimal x) {
    BigDecimal y = new BigDecimal(StrictMath.log(x.doubleValue()));
    for (int i = 0; i < 3; i++) {
      BigDecimal e = exp(y);
      BigDecimal step = x.subtract(e).multiply(new BigDecimal(2)).divide(x.add(e), DIGITS);
      y = y.add(step, DIGITS);
    }
    return y;
  }

  /** {@code Σ (−1)^k x^(2k+1) / (2k+1)!} for a first power of 1, the cosine for 0. */
  static BigDecimal wave(BigDecimal x, int firstPower) {
    BigDecimal square = x.multiply(x, DIGITS);
    BigDecimal term = firstPower == 1 ? x : BigDecimal.ONE;
    BigDecimal sum = term;
    for (int n = firstPower; n < 200; n += 2) {
      term =
          term.multiply(square, DIGITS).divide(new BigDecimal((n + 1) * (n + 2)), DIGITS).negate();
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  /** {@code 2/√π · Σ (−1)^n x^(2n+1) / (n! (2n+1))}, for small x. */
  static BigDecimal erf(BigDecimal x) {
    BigDecimal square = x.multiply(x, DIGITS);
    BigDecimal power = x;
    BigDecimal sum = x;
    for (int n = 1; n < 300; n++) {
      power = power.multiply(square, DIGITS).divide(new BigDecimal(n), DIGITS).negate();
      sum = sum.add(power.divide(new BigDecimal(2 * n + 1), DIGITS), DIGITS);
    }
    BigDecimal pi = new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494");
    return sum.multiply(new BigDecimal(2)).divide(pi.sqrt(DIGITS), DIGITS);
  }
}
