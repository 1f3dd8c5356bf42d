package org.plumbline.falsifier.gradient;

import java.util.Arrays;
import org.plumbline.network.interval.Box;

/**
 * Projected steps against a gradient, in coordinates where the box is a unit cube. Rows step by the
 * gradient's sign (Madry et al., <em>Towards Deep Learning Models Resistant to Adversarial
 * Attacks</em>, 2018) or by Adam (Kingma and Ba, 2015). Results never leave the box.
 */
final class DescentRule {
  private static final double FIRST_MOMENT = 0.9;
  private static final double SECOND_MOMENT = 0.99;

  private final Box box;
  private final int[] varying;
  private final double[] mean;
  private final double[] square;

  DescentRule(Box box, int rows) {
    this.box = box;
    this.varying = box.varying();
    this.mean = new double[rows * varying.length];
    this.square = new double[rows * varying.length];
  }

  /** Forgets the moments of earlier descents. */
  void restart() {
    Arrays.fill(mean, 0);
    Arrays.fill(square, 0);
  }

  /** Moves one row by its gradient's sign; false when the gradient vanishes. */
  boolean signStep(int row, double size, double[] gradient, double[] x) {
    boolean moved = false;
    int start = row * box.size();
    for (int i : varying) {
      double sign = Math.signum(gradient[start + i]);
      moved |= sign != 0;
      x[start + i] = moved(x[start + i], i, -size * sign);
    }
    return moved;
  }

  /**
   * Moves one row by Adam; false when the gradient vanishes.
   *
   * @param step 1 for the first of a descent
   */
  boolean adamStep(int row, int step, double size, double[] gradient, double[] x) {
    boolean moved = false;
    int start = row * box.size();
    double meanBias = 1 - Math.pow(FIRST_MOMENT, step);
    double squareBias = 1 - Math.pow(SECOND_MOMENT, step);
    for (int v = 0; v < varying.length; v++) {
      int i = varying[v];
      int cell = row * varying.length + v;
      double g = gradient[start + i] * (box.upper()[i] - box.lower()[i]);
      moved |= g != 0;
      mean[cell] = FIRST_MOMENT * mean[cell] + (1 - FIRST_MOMENT) * g;
      square[cell] = SECOND_MOMENT * square[cell] + (1 - SECOND_MOMENT) * g * g;
      double scale = Math.sqrt(square[cell] / squareBias);
      if (scale > 0) {
        x[start + i] = moved(x[start + i], i, -size * mean[cell] / meanBias / scale);
      }
    }
    return moved;
  }

  /** x plus a part of the box's width, back inside; NaN and overflow end at the lower end. */
  private double moved(double x, int i, double part) {
    double result = x + part * (box.upper()[i] - box.lower()[i]);
    if (!(result >= box.lower()[i])) {
      return box.lower()[i];
    }
    return Math.min(result, box.upper()[i]);
  }
}
