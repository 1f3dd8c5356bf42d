package org.plumbline.certificates.check;

import java.math.BigDecimal;

/** Exact numbers as the doubles next to them. */
final class Directed {
  private Directed() {}

  /** The greatest double that is not above; minus infinity where there is none, or no value. */
  static double down(BigDecimal value) {
    return value == null ? Double.NEGATIVE_INFINITY : -up(value.negate());
  }

  /** The least double that is not below; infinity where there is none, or no value. */
  static double up(BigDecimal value) {
    if (value == null) {
      return Double.POSITIVE_INFINITY;
    }
    double nearest = value.doubleValue();
    if (Double.isInfinite(nearest)) {
      return nearest > 0 ? nearest : -Double.MAX_VALUE;
    }
    double least = new BigDecimal(nearest).compareTo(value) < 0 ? Math.nextUp(nearest) : nearest;
    return least == 0 ? 0 : least;
  }
}
