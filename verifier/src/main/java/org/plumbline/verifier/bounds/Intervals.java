package org.plumbline.verifier.bounds;

/** Intervals as a middle and how far they reach from it. */
public final class Intervals {
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
