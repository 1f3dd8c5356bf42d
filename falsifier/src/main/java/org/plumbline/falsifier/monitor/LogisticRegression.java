package org.plumbline.falsifier.monitor;

/**
 * Weights and a bias that tell two kinds of points apart: the minimum of the mean logistic loss,
 * both kinds counting alike, plus {@code λ/2·‖w‖²}. Accelerated gradient descent (Nesterov, 1983)
 * with the step 1/L, L a bound on the curvature; the same points give the same weights.
 */
final class LogisticRegression {
  private static final int STEPS = 600;
  private static final double PENALTY = 1e-3;

  private LogisticRegression() {}

  /**
   * @param points at least one of each kind
   * @param isPositive which points get a positive score
   * @return the weights, then the bias
   */
  static double[] fit(double[][] points, boolean[] isPositive) {
    int n = points[0].length;
    double[] share = shares(isPositive);
    double curvature = PENALTY;
    for (int p = 0; p < points.length; p++) {
      curvature += share[p] * (square(points[p]) + 1) / 4;
    }
    double[] now = new double[n + 1];
    double[] before = new double[n + 1];
    for (int step = 0; step < STEPS; step++) {
      double[] ahead = new double[n + 1];
      for (int k = 0; k <= n; k++) {
        ahead[k] = now[k] + step / (step + 3.0) * (now[k] - before[k]);
      }
      double[] slope = slope(points, isPositive, share, ahead);
      before = now;
      now = ahead;
      for (int k = 0; k <= n; k++) {
        now[k] -= slope[k] / curvature;
      }
    }
    return now;
  }

  private static double[] shares(boolean[] isPositive) {
    int positive = 0;
    for (boolean is : isPositive) {
      positive += is ? 1 : 0;
    }
    double[] share = new double[isPositive.length];
    for (int p = 0; p < share.length; p++) {
      share[p] = 0.5 / (isPositive[p] ? positive : share.length - positive);
    }
    return share;
  }

  private static double[] slope(
      double[][] points, boolean[] isPositive, double[] share, double[] weights) {
    int n = weights.length - 1;
    double[] slope = new double[n + 1];
    for (int p = 0; p < points.length; p++) {
      double score = weights[n];
      for (int k = 0; k < n; k++) {
        score += weights[k] * points[p][k];
      }
      double error = share[p] * (1 / (1 + Math.exp(-score)) - (isPositive[p] ? 1 : 0));
      for (int k = 0; k < n; k++) {
        slope[k] += error * points[p][k];
      }
      slope[n] += error;
    }
    for (int k = 0; k < n; k++) {
      slope[k] += PENALTY * weights[k];
    }
    return slope;
  }

  private static double square(double[] point) {
    double sum = 0;
    for (double value : point) {
      sum += value * value;
    }
    return sum;
  }
}
