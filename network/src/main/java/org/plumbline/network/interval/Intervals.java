package org.plumbline.network.interval;

/** Intervals as a middle and how far they reach from it. */
public final class Intervals {
  /** Covers the rounding of sums of bounds. */
  public static final double WIDEN = 1 + 0x1p-40;

  private Intervals() {}

  public static double middle(double low, double high) {
    return low == high ? low : 0.5 * low + 0.5 * high;
  }

  /** How far an interval reaches from a point, rounded outward. */
  public static double radius(double centre, double low, double high) {
    return low == high
        ? 0
        : Math.nextUp(Math.max(Math.nextUp(high - centre), Math.nextUp(centre - low)));
  }
}
