package org.plumbline.falsifier.label;

/** How to look for the boundary along an arc. */
public enum ArcPath {
  /**
   * CGBA: toward the original, halving the angle that is left, until a point does not reach the
   * goal; then between it and x. For boundaries of low curvature.
   */
  SEMICIRCLE {
    @Override
    double[] along(Arc arc, double[] x, Segments segments) {
      for (int k = 1; k <= MOST_HALVINGS; k++) {
        double angle = Math.PI / 2 * (1 - Math.pow(0.5, k));
        if (!segments.isReached(arc.at(angle))) {
          return segments.onArc(arc, x, angle);
        }
      }
      return segments.clipped(arc.at(Math.PI / 2 * (1 - Math.pow(0.5, MOST_HALVINGS))));
    }
  },

  /**
   * CGBA-H: from the normal's own direction toward x, halving the angle, until a point reaches the
   * goal; then straight to the original. For boundaries of high curvature, which targets tend to
   * have.
   */
  HALVING {
    @Override
    double[] along(Arc arc, double[] x, Segments segments) {
      double angle = arc.angle();
      for (int k = 1; k <= MOST_HALVINGS; k++) {
        angle /= 2;
        double[] point = segments.clipped(arc.at(angle));
        if (segments.isReached(point)) {
          return segments.toBoundary(point);
        }
      }
      return x;
    }
  };

  private static final int MOST_HALVINGS = 24;

  /**
   * A point that reaches the goal, at the boundary if one was met, else x.
   *
   * @param x where the arc begins
   */
  abstract double[] along(Arc arc, double[] x, Segments segments);
}
