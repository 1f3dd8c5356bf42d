package org.plumbline.verifier.bounds;

import java.util.Arrays;
import org.plumbline.network.interval.Rounding;

/**
 * A quadratic form {@code εᵀMε} over ε in [−1, 1]ⁿ from below. For any numbers λ and vectors w,
 *
 * <pre>εᵀMε = Σ λ·(w·ε)² + εᵀRε,   R = M − Σ λ·wwᵀ,</pre>
 *
 * where terms with λ ≥ 0 are at least 0, others at least {@code λ·(Σ|w|)²}, and the last is at
 * least minus the sum of all |R|. Jacobi's rotations find a λ and a w for which R is next to
 * nothing; that they do is not relied on.
 */
final class SymmetricForm {
  private static final int SWEEPS = 12;
  private static final double SMALL = 0x1p-46;
  private static final double WIDEN = 1 + 0x1p-40;

  private final int n;
  private final double[] m;
  private final double[] a;
  private final double[] w;

  SymmetricForm(int n) {
    this.n = n;
    this.m = new double[n * n];
    this.a = new double[n * n];
    this.w = new double[n * n];
  }

  void clear() {
    Arrays.fill(m, 0);
  }

  /** Adds the symmetric part of {@code weight · uvᵀ}. */
  void add(double weight, double[] u, double[] v) {
    for (int g = 0; g < n; g++) {
      for (int h = 0; h <= g; h++) {
        m[g * n + h] += 0.5 * weight * (u[g] * v[h] + u[h] * v[g]);
      }
    }
  }

  /** A lower bound of the form as it was added up, less what rounding breaks from here on. */
  double least() {
    diagonalise();
    double lost = 0;
    for (int i = 0; i < n; i++) {
      double value = a[i * n + i];
      if (value < 0) {
        double norm = 0;
        for (int g = 0; g < n; g++) {
          norm += Math.abs(w[i * n + g]);
        }
        lost += -value * norm * norm;
      }
    }
    for (int g = 0; g < n; g++) {
      for (int h = 0; h <= g; h++) {
        lost += (g == h ? 1 : 2) * remainder(g, h);
      }
    }
    return -(lost * WIDEN + Rounding.UNDERFLOW);
  }

  /** The size of R at a place, at most. */
  private double remainder(int g, int h) {
    double sum = m[g * n + h];
    double size = Math.abs(sum);
    for (int i = 0; i < n; i++) {
      double term = a[i * n + i] * w[i * n + g] * w[i * n + h];
      sum -= term;
      size += Math.abs(term);
    }
    return Math.abs(sum) + 2 * Rounding.gamma(n + 8) * size;
  }

  /** Rotates until a is next to diagonal; row i of w belongs to entry i of the diagonal. */
  private void diagonalise() {
    Arrays.fill(w, 0);
    double size = 0;
    for (int g = 0; g < n; g++) {
      w[g * n + g] = 1;
      for (int h = 0; h <= g; h++) {
        a[g * n + h] = m[g * n + h];
        a[h * n + g] = m[g * n + h];
        size = Math.max(size, Math.abs(m[g * n + h]));
      }
    }
    boolean isDiagonal = false;
    for (int sweep = 0; sweep < SWEEPS && !isDiagonal; sweep++) {
      isDiagonal = true;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          if (Math.abs(a[p * n + q]) > SMALL * size) {
            rotate(p, q);
            isDiagonal = false;
          }
        }
      }
    }
  }

  private void rotate(int p, int q) {
    double theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
    double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double cos = 1 / Math.sqrt(t * t + 1);
    double sin = t * cos;
    for (int i = 0; i < n; i++) {
      double x = a[i * n + p];
      double y = a[i * n + q];
      a[i * n + p] = cos * x - sin * y;
      a[i * n + q] = sin * x + cos * y;
    }
    turn(a, p, q, cos, sin);
    turn(w, p, q, cos, sin);
  }

  private void turn(double[] rows, int p, int q, double cos, double sin) {
    for (int i = 0; i < n; i++) {
      double x = rows[p * n + i];
      double y = rows[q * n + i];
      rows[p * n + i] = cos * x - sin * y;
      rows[q * n + i] = sin * x + cos * y;
    }
  }
}
