package org.plumbline.benchmarks.dlv;

import java.util.Arrays;
import org.plumbline.falsifier.contract.BlackBox;

/**
 * All points {@code x + d·span}, d from −spans to spans in each of some dimensions, one after the
 * other.
 *
 * @param nearest squared Euclidean distance of the nearest point that loses the class or ties
 *     another; infinite if none does
 * @param isTooClose whether the lead at some point is too small for doubles
 */
record GridEnumeration(double nearest, boolean isTooClose) {
  private static final double TOO_CLOSE = 1e-9;
  private static final int ROWS = 64;

  static GridEnumeration of(BlackBox box, double[] x, int[] dimensions, double span, int spans) {
    int label = BlackBox.winner(box.scores(1, x), 0, box.classes());
    long count = Math.round(Math.pow(2 * spans + 1, dimensions.length));
    double nearest = Double.POSITIVE_INFINITY;
    boolean isTooClose = false;
    for (long first = 0; first < count; first += ROWS) {
      int rows = (int) Math.min(ROWS, count - first);
      double[] points = new double[rows * x.length];
      double[] distances = new double[rows];
      for (int r = 0; r < rows; r++) {
        System.arraycopy(x, 0, points, r * x.length, x.length);
        long rest = first + r;
        for (int dimension : dimensions) {
          double moved = x[dimension] + (rest % (2 * spans + 1) - spans) * span;
          rest /= 2 * spans + 1;
          points[r * x.length + dimension] = moved;
          distances[r] += (moved - x[dimension]) * (moved - x[dimension]);
        }
      }
      double[] scores = box.scores(rows, points);
      for (int r = 0; r < rows; r++) {
        double lead = lead(scores, r * box.classes(), box.classes(), label);
        isTooClose |= Math.abs(lead) < TOO_CLOSE;
        nearest = lead <= 0 ? Math.min(nearest, distances[r]) : nearest;
      }
    }
    return new GridEnumeration(nearest, isTooClose);
  }

  private static double lead(double[] scores, int from, int classes, int label) {
    double[] own = Arrays.copyOfRange(scores, from, from + classes);
    double lead = Double.POSITIVE_INFINITY;
    for (int j = 0; j < classes; j++) {
      lead = j == label ? lead : Math.min(lead, own[label] - own[j]);
    }
    return lead;
  }
}
