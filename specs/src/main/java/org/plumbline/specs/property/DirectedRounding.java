package org.plumbline.specs.property;

import java.math.BigDecimal;

/**
 * Rounds exact decimals to the nearest double on a chosen side, and to nothing further away.
 *
 * <p>The nearest double d of n·10⁻ˢ is on the right side or one step from it. For n below 10¹⁸ and
 * s up to 22 the sign of d·10ˢ − n comes without rounding error from splitting both into two
 * doubles: d·10ˢ = p + e by a fused multiply-add, n = h + l, and p − h − l is exact because the
 * three cancel. All other decimals are compared exactly.
 */
public final class DirectedRounding {
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final int MAX_DIGITS = 18;

  private DirectedRounding() {}

  /** The largest double ≤ value; −∞ below the doubles. */
  public static double down(BigDecimal value) {
    double nearest = value.doubleValue();
    if (nearest == Double.POSITIVE_INFINITY) {
      return Double.MAX_VALUE;
    }
    return side(nearest, value) > 0 ? Math.nextDown(nearest) : nearest;
  }

  /** The smallest double ≥ value; +∞ above the doubles. */
  public static double up(BigDecimal value) {
    return 0.0 - down(value.negate());
  }

  /** Sign of nearest − value. */
  private static int side(double nearest, BigDecimal value) {
    if (nearest == Double.NEGATIVE_INFINITY) {
      return -1;
    }
    int scale = value.scale();
    if (scale >= 0 && scale < POWERS.length && value.precision() <= MAX_DIGITS) {
      long n = value.unscaledValue().longValue();
      double high = n;
      double low = n - (long) high;
      double product = nearest * POWERS[scale];
      double error = Math.fma(nearest, POWERS[scale], -product);
      return (int) Math.signum((product - high - low) + error);
    }
    return new BigDecimal(nearest).compareTo(value);
  }
}
