package org.plumbline.falsifier.bayes;

import java.util.ArrayList;
import java.util.List;

/** {@code K = L·Lᵀ} of a positive definite matrix that grows row by row. */
final class Cholesky {
  private static final double LEAST_PIVOT = 1e-10;

  private final List<double[]> rows = new ArrayList<>();

  /**
   * Appends a row and column to K.
   *
   * @param covariances the new row without its last entry
   * @param variance its last entry; raised where rounding would leave no positive pivot
   */
  void add(double[] covariances, double variance) {
    double[] solved = forward(covariances);
    double[] row = new double[solved.length + 1];
    double rest = variance;
    for (int i = 0; i < solved.length; i++) {
      row[i] = solved[i];
      rest -= solved[i] * solved[i];
    }
    row[solved.length] = Math.sqrt(Math.max(LEAST_PIVOT, rest));
    rows.add(row);
  }

  /** {@code L⁻¹·b}. */
  double[] forward(double[] b) {
    double[] x = b.clone();
    for (int i = 0; i < x.length; i++) {
      double[] row = rows.get(i);
      for (int j = 0; j < i; j++) {
        x[i] -= row[j] * x[j];
      }
      x[i] /= row[i];
    }
    return x;
  }

  /** {@code K⁻¹·b}. */
  double[] solve(double[] b) {
    double[] x = forward(b);
    for (int i = x.length - 1; i >= 0; i--) {
      double[] row = rows.get(i);
      x[i] /= row[i];
      for (int j = 0; j < i; j++) {
        x[j] -= row[j] * x[i];
      }
    }
    return x;
  }

  /** Of y under the normal distribution with the covariance K, up to a constant. */
  double logLikelihood(double[] y) {
    double sum = 0;
    double[] x = forward(y);
    for (int i = 0; i < x.length; i++) {
      sum -= 0.5 * x[i] * x[i] + Math.log(rows.get(i)[i]);
    }
    return sum;
  }
}
