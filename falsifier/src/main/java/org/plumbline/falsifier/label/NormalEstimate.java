package org.plumbline.falsifier.label;

import org.plumbline.falsifier.search.BatchSize;
import org.plumbline.falsifier.trial.Trial;

/**
 * The direction in which the goal is reached, from the labels around a point on the boundary: the
 * mean of noise z weighted with {@code φ(x + σz) − mean φ}, φ = 1 where the goal is reached and −1
 * elsewhere. Taking the mean off lowers the variance where the point is not quite on the boundary
 * (Chen, Jordan, Wainwright, <em>HopSkipJumpAttack</em>, 2020).
 */
final class NormalEstimate {
  private static final int MOST_ROWS = 64;

  private final Trial trial;
  private final Noise noise;
  private final double size;

  /**
   * @param size σ
   */
  NormalEstimate(Trial trial, Noise noise, double size) {
    this.trial = trial;
    this.noise = noise;
    this.size = size;
  }

  double[] at(double[] x, int points) {
    int n = x.length;
    int batch = BatchSize.of(trial.domain(), Math.min(points, MOST_ROWS));
    double[] reached = new double[n];
    double[] all = new double[n];
    double[] z = new double[batch * n];
    double[] asked = new double[batch * n];
    int count = 0;
    for (int first = 0; first < points; first += batch) {
      int rows = Math.min(batch, points - first);
      for (int r = 0; r < rows; r++) {
        noise.draw(z, r);
      }
      for (int i = 0; i < rows * n; i++) {
        asked[i] = trial.domain().clip(x[i % n] + size * z[i]);
      }
      double[] margins = trial.margins(rows, asked);
      for (int r = 0; r < rows; r++) {
        count += margins[r] < 0 ? 1 : 0;
        for (int i = 0; i < n; i++) {
          all[i] += z[r * n + i];
          reached[i] += margins[r] < 0 ? z[r * n + i] : 0;
        }
      }
    }
    return combined(reached, all, (double) count / points);
  }

  /** Σ (φ − mean φ)·z = 2·(Σ z where reached − share · Σ z); where all are alike, φ · Σ z. */
  private static double[] combined(double[] reached, double[] all, double share) {
    double[] normal = new double[all.length];
    boolean isMixed = share > 0 && share < 1;
    for (int i = 0; i < normal.length; i++) {
      normal[i] = isMixed ? reached[i] - share * all[i] : share > 0 ? all[i] : -all[i];
    }
    return normal;
  }
}
