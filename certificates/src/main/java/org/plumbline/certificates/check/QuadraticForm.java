package org.plumbline.certificates.check;

/**
 * A quadratic form of variables ε in [−1, 1], from below.
 *
 * <p>Theorem: let M be symmetric, and λᵢ and wᵢ any numbers and vectors. With {@code R = M − Σ
 * λᵢ·wᵢwᵢᵀ},
 *
 * <pre>εᵀMε = Σ λᵢ·(wᵢ·ε)² + εᵀRε ≥ Σ min(λᵢ, 0)·‖wᵢ‖² − Σ |Rgh|,   ‖w‖ = Σ |wg|</pre>
 *
 * since {@code |w·ε| ≤ ‖w‖} and {@code |εg·εh| ≤ 1}. Eigenvalues and eigenvectors make R vanish,
 * and no better is needed: whatever numbers are found, R is computed with what rounding can add to
 * it.
 */
final class QuadraticForm {
  private static final int SWEEPS = 12;
  private static final double NEGLIGIBLE = 0x1p-46;

  private final double[][] form;
  private double size;

  QuadraticForm(int variables) {
    form = new double[variables][variables];
  }

  /** Adds {@code a·(u·ε)·(v·ε)}. */
  void add(double a, double[] u, double[] v) {
    double sizeOfU = 0;
    double sizeOfV = 0;
    for (int g = 0; g < form.length; g++) {
      sizeOfU += Math.abs(u[g]);
      sizeOfV += Math.abs(v[g]);
      for (int h = 0; h < form.length; h++) {
        form[g][h] += 0.5 * a * (u[g] * v[h]) + 0.5 * a * (u[h] * v[g]);
      }
    }
    // A product that underflows is off by more than its share, and a may be large.
    size += Math.abs(a) * Roundoff.inflate(sizeOfU * sizeOfV);
  }

  /**
   * At most the form of the exact sums.
   *
   * @param terms that were added, at least
   */
  double least(int terms) {
    int n = form.length;
    double[][] values = new double[n][];
    double[][] vectors = new double[n][n];
    for (int g = 0; g < n; g++) {
      values[g] = form[g].clone();
      vectors[g][g] = 1;
    }
    diagonalise(values, vectors);
    double lost = Roundoff.gamma(2.0 * terms + 8) * size;
    for (int i = 0; i < n; i++) {
      double norm = 0;
      for (double w : vectors[i]) {
        norm += Math.abs(w);
      }
      lost += Math.max(0, -values[i][i]) * norm * norm;
    }
    for (int g = 0; g < n; g++) {
      for (int h = 0; h < n; h++) {
        lost += remainder(g, h, values, vectors);
      }
    }
    return -Roundoff.inflate(lost);
  }

  private double remainder(int g, int h, double[][] values, double[][] vectors) {
    double sum = form[g][h];
    double sizes = Math.abs(sum);
    for (int i = 0; i < vectors.length; i++) {
      double term = values[i][i] * vectors[i][g] * vectors[i][h];
      sum -= term;
      sizes += Math.abs(term);
    }
    return Math.abs(sum) + Roundoff.gamma(vectors.length + 4.0) * sizes + Roundoff.TINY;
  }

  /** Jacobi's rotations, by rows and columns, until what is beside the diagonal is negligible. */
  private static void diagonalise(double[][] a, double[][] vectors) {
    double largest = 0;
    for (double[] row : a) {
      for (double x : row) {
        largest = Math.max(largest, Math.abs(x));
      }
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int p = 0; p < a.length; p++) {
        for (int q = p + 1; q < a.length; q++) {
          if (Math.abs(a[p][q]) > NEGLIGIBLE * largest) {
            rotate(a, vectors, p, q);
          }
        }
      }
    }
  }

  private static void rotate(double[][] a, double[][] vectors, int p, int q) {
    double half = 0.5 * (a[q][q] - a[p][p]);
    double tangent =
        a[p][q] / (half + Math.copySign(Math.sqrt(half * half + a[p][q] * a[p][q]), half));
    double cos = 1 / Math.sqrt(tangent * tangent + 1);
    double sin = tangent * cos;
    for (double[] row : a) {
      double x = row[p];
      double y = row[q];
      row[p] = cos * x - sin * y;
      row[q] = sin * x + cos * y;
    }
    for (double[][] rows : new double[][][] {a, vectors}) {
      for (int h = 0; h < a.length; h++) {
        double x = rows[p][h];
        double y = rows[q][h];
        rows[p][h] = cos * x - sin * y;
        rows[q][h] = sin * x + cos * y;
      }
    }
  }
}
