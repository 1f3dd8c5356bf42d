package org.plumbline.verifier.bounds;

import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * For <em>any</em> slopes p and q, the smallest and the largest value of {@code g(z, d) = max(z +
 * d, 0) − max(z, 0) − p·z − q·d} on a box, rounded outward.
 *
 * <p><b>Theorem.</b> The lines z = 0 and z + d = 0 cut the box into at most four convex polygons on
 * which g is linear, so that its extremes are at their corners: corners of the box, points where
 * one of the lines meets a side of the box, and the origin. All of them are doubles.
 */
final class ReluDifferenceOffset {
  private static final double SLACK = 0x1p-50;

  private double least;
  private double greatest;

  /** For z in [l, u] and d in [m, v]. */
  void enclose(double p, double q, double l, double u, double m, double v) {
    least = Double.POSITIVE_INFINITY;
    greatest = Double.NEGATIVE_INFINITY;
    include(p, q, l, m);
    include(p, q, l, v);
    include(p, q, u, m);
    include(p, q, u, v);
    if (l <= 0 && 0 <= u) {
      include(p, q, 0, m);
      include(p, q, 0, v);
      includeIf(m <= 0 && 0 <= v, p, q, 0, 0);
    }
    includeIf(m <= -l && -l <= v, p, q, l, -l);
    includeIf(m <= -u && -u <= v, p, q, u, -u);
    includeIf(l <= -m && -m <= u, p, q, -m, m);
    includeIf(l <= -v && -v <= u, p, q, -v, v);
  }

  private void includeIf(boolean isInside, double p, double q, double z, double d) {
    if (isInside) {
      include(p, q, z, d);
    }
  }

  private void include(double p, double q, double z, double d) {
    double value = ReluDifferenceLayer.value(z, d);
    double left = p * z;
    double right = q * d;
    double g = value - left - right;
    double slack = SLACK * (Math.abs(value) + Math.abs(left) + Math.abs(right)) + Double.MIN_NORMAL;
    least = Math.min(least, g - slack);
    greatest = Math.max(greatest, g + slack);
  }

  /** NaN or infinite where it is not bounded. */
  double least() {
    return least;
  }

  double greatest() {
    return greatest;
  }
}
