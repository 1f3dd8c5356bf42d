package org.plumbline.specs.replay;

import java.math.BigDecimal;

/**
 * The slack of an inequality at a replayed point, known up to an error.
 *
 * @param value of the computed outputs, exactly
 * @param error how far the exact slack may be from it; zero after an exact replay
 * @param strict whether the inequality excludes its boundary
 */
record Slack(BigDecimal value, BigDecimal error, boolean strict) {
  /** Of outputs about which nothing is known. */
  static final Slack UNKNOWN = new Slack(BigDecimal.ZERO, BigDecimal.ONE, true);

  /** Inside for sure, boundary excluded. */
  boolean isPositive() {
    return value.compareTo(error) > 0;
  }

  /** Inside for sure, boundary included where it belongs. */
  boolean isMet() {
    return isPositive() || error.signum() == 0 && value.signum() == 0 && !strict;
  }

  boolean isWithin(double tolerance) {
    return this != UNKNOWN && value.add(BigDecimal.valueOf(tolerance)).signum() >= 0;
  }

  /**
   * A lower bound on the slack where that is positive, else the computed one; rounded. Zero where
   * nothing is known.
   */
  double margin() {
    return isPositive() ? value.subtract(error).doubleValue() : value.doubleValue();
  }
}
