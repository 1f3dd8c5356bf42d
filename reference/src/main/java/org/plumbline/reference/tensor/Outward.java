package org.plumbline.reference.tensor;

/**
 * Sums and products of numbers that are not negative, never below the exact ones: an operation to
 * nearest is off by at most half a unit in the last place, and {@code nextUp} adds a whole one.
 */
public final class Outward {
  private Outward() {}

  public static double plus(double a, double b) {
    return a == 0 ? b : b == 0 ? a : Math.nextUp(a + b);
  }

  public static double times(double a, double b) {
    return a == 0 || b == 0 ? 0 : Math.nextUp(a * b);
  }

  static double over(double a, double b) {
    return a == 0 ? 0 : Math.nextUp(a / b);
  }

  /** a − b if that is positive, never above the exact one, or 0. */
  static double lessInward(double a, double b) {
    return b == 0 ? a : Math.max(0, Math.nextDown(a - b));
  }
}
