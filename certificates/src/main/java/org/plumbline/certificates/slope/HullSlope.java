package org.plumbline.certificates.slope;

import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Bends;

/**
 * The slope of the line below σ (or above it) that leaves the least area between: of all lines
 * below σ on [l, u] it is one that is highest in the middle, a tangent there of σ's convex hull.
 * Where σ is convex that is the tangent, where it is concave the chord. Elsewhere the hull is that
 * of a few points of σ, and its edge over the middle gives the slope.
 */
final class HullSlope {
  /** Even: none of them is the middle. */
  private static final int POINTS = 24;

  private HullSlope() {}

  /**
   * @param side 1 for the line below, −1 for the line above
   */
  static double of(Activation act, double low, double high, int side) {
    Bends bends = Bends.of(act, low, high);
    double width = high - low;
    if (bends == null || width < 1e-9) {
      return finite(act.derivative(0.5 * low + 0.5 * high));
    }
    if (bends.areInside(low, high)) {
      return hull(act, low, high, side);
    }
    return bends.convexity(low, high) * side > 0
        ? finite(act.derivative(0.5 * low + 0.5 * high))
        : finite((act.value(high) - act.value(low)) / width);
  }

  /** The edge between one point of either half that is lowest in the middle. */
  private static double hull(Activation act, double low, double high, int side) {
    double[] values = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      double t = i / (POINTS - 1.0);
      values[i] = side * act.value((1 - t) * low + t * high);
    }
    double middle = 0.5 * (POINTS - 1);
    double lowest = Double.POSITIVE_INFINITY;
    double slope = 0;
    for (int i = 0; i < POINTS / 2; i++) {
      for (int j = POINTS / 2; j < POINTS; j++) {
        double rise = (values[j] - values[i]) / (j - i);
        double atMiddle = values[i] + rise * (middle - i);
        if (atMiddle < lowest) {
          lowest = atMiddle;
          slope = rise;
        }
      }
    }
    return finite(side * slope * (POINTS - 1) / (high - low));
  }

  private static double finite(double slope) {
    return Double.isFinite(slope) ? slope : 0;
  }
}
