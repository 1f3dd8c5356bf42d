package org.plumbline.falsifier.label;

import org.plumbline.falsifier.trial.Trial;

/**
 * Bisection between points that reach the goal and points that do not. Points outside of the domain
 * are clipped, which brings them nearer to the original.
 *
 * @param tolerance distance in L2 at which a bisection ends
 */
record Segments(Trial trial, double tolerance) {
  double[] clipped(double[] x) {
    double[] clipped = x.clone();
    for (int i = 0; i < x.length; i++) {
      clipped[i] = trial.domain().clip(x[i]);
    }
    return clipped;
  }

  boolean isReached(double[] x) {
    return trial.margins(1, clipped(x))[0] < 0;
  }

  /** The last point that reaches the goal on the straight way to the original. */
  double[] toBoundary(double[] reached) {
    double[] original = trial.original();
    double length = 0;
    for (int i = 0; i < original.length; i++) {
      length += (reached[i] - original[i]) * (reached[i] - original[i]);
    }
    double in = 1;
    double out = 0;
    double[] nearest = reached;
    while ((in - out) * Math.sqrt(length) > tolerance) {
      double middle = (in + out) / 2;
      double[] x = new double[original.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = original[i] + middle * (reached[i] - original[i]);
      }
      x = clipped(x);
      if (isReached(x)) {
        in = middle;
        nearest = x;
      } else {
        out = middle;
      }
    }
    return nearest;
  }

  /**
   * The last point that reaches the goal on the way along an arc, which starts at x.
   *
   * @param angle at which the goal is not reached
   */
  double[] onArc(Arc arc, double[] x, double angle) {
    double in = 0;
    double out = angle;
    double[] nearest = x;
    while ((out - in) * arc.diameter() > tolerance) {
      double middle = (in + out) / 2;
      double[] point = clipped(arc.at(middle));
      if (isReached(point)) {
        in = middle;
        nearest = point;
      } else {
        out = middle;
      }
    }
    return nearest;
  }
}
