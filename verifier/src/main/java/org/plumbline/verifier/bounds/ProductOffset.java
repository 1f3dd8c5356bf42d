package org.plumbline.verifier.bounds;

/**
 * For <em>any</em> slopes s and t, the smallest and the largest value of {@code g(a, b) = a·b − s·a
 * − t·b} on a box, rounded outward. In each variable alone g is linear, so its extremes are at
 * corners. The hull of the planes this gives is that of McCormick, <em>Computability of Global
 * Solutions to Factorable Nonconvex Programs</em>, 1976.
 */
final class ProductOffset {
  private static final double SLACK = 0x1p-50;

  private double least;
  private double greatest;

  /** For a in [l, u] and b in [m, v]. */
  void enclose(double s, double t, double l, double u, double m, double v) {
    least = Double.POSITIVE_INFINITY;
    greatest = Double.NEGATIVE_INFINITY;
    include(s, t, l, m);
    include(s, t, l, v);
    include(s, t, u, m);
    include(s, t, u, v);
  }

  private void include(double s, double t, double a, double b) {
    double product = a * b;
    double left = s * a;
    double right = t * b;
    double g = product - left - right;
    double slack =
        SLACK * (Math.abs(product) + Math.abs(left) + Math.abs(right)) + Double.MIN_NORMAL;
    least = Math.min(least, g - slack);
    greatest = Math.max(greatest, g + slack);
  }

  double least() {
    return least;
  }

  double greatest() {
    return greatest;
  }
}
