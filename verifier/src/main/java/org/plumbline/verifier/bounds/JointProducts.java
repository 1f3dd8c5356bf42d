package org.plumbline.verifier.bounds;

import org.plumbline.network.interval.Rounding;
import org.plumbline.network.model.ProductLayer;

/**
 * A weighted sum of products as one quadratic form of the inputs, such as {@code xᵀPx}, of which
 * planes around each product alone know nothing.
 *
 * <p>Zonotopes say {@code u = q + U·ε + d} and {@code v = p + V·ε + e} of the factors, with ε in
 * [−1, 1] for each input that varies, {@code |d| ≤ ρ} and {@code |e| ≤ σ}. So
 *
 * <pre>Σ a·u·v = Σ a·(p·u + q·v − p·q) + εᵀMε + Σ a·((U·ε)·e + (V·ε)·d + d·e)</pre>
 *
 * where M is the symmetric part of {@code Σ a·UVᵀ}. The last sum is at least {@code −Σ |a|·(‖U‖σ +
 * ‖V‖ρ + ρσ)} in norms that add absolute values; {@link SymmetricForm} bounds the one before.
 */
final class JointProducts {
  /** Inputs from which on a form costs more than it is worth. */
  private static final int MOST_INPUTS = 16;

  /** What all products that are not looked at may lose, as a share of what planes lose. */
  private static final double NEGLIGIBLE = 0x1p-10;

  private static final double WIDEN = 1 + 0x1p-40;

  private final ZonotopePropagator zonotopes;
  private SymmetricForm form = new SymmetricForm(0);
  private double[] u = new double[0];
  private double[] v = new double[0];

  JointProducts(ZonotopePropagator zonotopes) {
    this.zonotopes = zonotopes;
  }

  /** Whether the zonotopes of the present batch are of few inputs. */
  boolean isKnown() {
    return zonotopes.tracksInputs() && zonotopes.inputs() <= MOST_INPUTS;
  }

  /**
   * A lower bound of {@code Σ aᵢ·(uᵢ − qᵢ)·(vᵢ − pᵢ)} over the products of a layer in subproblem b.
   *
   * @param a coefficients, from a position on
   * @param ofPlanes what planes lose: products that matter little next to it are not looked at
   */
  private double least(ProductLayer layer, int b, double[] a, int from, double ofPlanes) {
    int inputs = zonotopes.inputs();
    start(inputs);
    int n = layer.size();
    double size = 0;
    double rest = 0;
    for (int i = 0; i < n; i++) {
      double weight = a[from + i];
      if (weight == 0) {
        continue;
      }
      double small =
          Math.abs(weight)
              * zonotopes.radius(layer.left(), b, i)
              * zonotopes.radius(layer.right(), b, i);
      if (small * n <= NEGLIGIBLE * ofPlanes) {
        rest += small;
        continue;
      }
      double normOfU = generators(layer.left(), b, i, u);
      double normOfV = generators(layer.right(), b, i, v);
      double ofLeft = zonotopes.beyondInputs(layer.left(), b, i, normOfU);
      double ofRight = zonotopes.beyondInputs(layer.right(), b, i, normOfV);
      double most = normOfU * ofRight + normOfV * ofLeft + ofLeft * ofRight;
      rest += Math.abs(weight) * most;
      size += Math.abs(weight) * normOfU * normOfV;
      form.add(weight, u, v);
    }
    double rounded = 4 * Rounding.gamma(n + 8) * size + rest;
    return form.least() - rounded * WIDEN - Rounding.UNDERFLOW;
  }

  private void start(int inputs) {
    if (u.length != inputs) {
      form = new SymmetricForm(inputs);
      u = new double[inputs];
      v = new double[inputs];
    }
    form.clear();
  }

  private double generators(int layer, int b, int i, double[] to) {
    double[] rows = zonotopes.generators(layer);
    int n = zonotopes.zonotope(layer).size();
    int at = zonotopes.generatorRow(layer, b, 0) + i;
    double norm = 0;
    for (int g = 0; g < to.length; g++) {
      to[g] = rows[at + g * n];
      norm += Math.abs(to[g]);
    }
    return norm;
  }

  /**
   * One backward step of the rows whose products are better bounded together than by their planes.
   *
   * @return which rows those are
   */
  boolean[] step(
      ProductLayer layer,
      BatchBounds bounds,
      double[] above,
      double[] left,
      double[] right,
      LinearForms forms,
      double[] lost,
      double[] sizeOfLeft,
      double[] sizeOfRight) {
    int n = layer.size();
    boolean[] isDone = new boolean[forms.rows()];
    for (int r = 0; r < forms.rows(); r++) {
      int b = forms.owner()[r];
      double ofPlanes = ofPlanes(layer, bounds, b, above, r * n);
      double least =
          ofPlanes > 0 ? least(layer, b, above, r * n, ofPlanes) : Double.NEGATIVE_INFINITY;
      if (!(least > -ofPlanes)) {
        continue;
      }
      isDone[r] = true;
      double sum = least;
      double size = Math.abs(least);
      double rounded = 0;
      for (int i = 0; i < n; i++) {
        double a = above[r * n + i];
        if (a != 0) {
          double q = zonotopes.centre(layer.left(), b, i);
          double p = zonotopes.centre(layer.right(), b, i);
          left[r * n + i] += a * p;
          right[r * n + i] += a * q;
          sum -= a * p * q;
          size += Math.abs(a * p * q);
          rounded +=
              (Math.abs(a * p) + Math.abs(left[r * n + i])) * sizeOfLeft[i]
                  + (Math.abs(a * q) + Math.abs(right[r * n + i])) * sizeOfRight[i];
        }
      }
      forms.constant()[r] += sum;
      lost[r] +=
          Rounding.gamma(n + 8) * (size + Math.abs(forms.constant()[r]))
              + 4 * Rounding.UNIT * rounded;
    }
    return isDone;
  }

  /** How far below the products their planes are at most. */
  private static double ofPlanes(
      ProductLayer layer, BatchBounds bounds, int b, double[] a, int from) {
    int n = layer.size();
    double sum = 0;
    for (int i = 0; i < n; i++) {
      if (a[from + i] != 0) {
        int at = b * n + i;
        double wide = bounds.upper(layer.left())[at] - bounds.lower(layer.left())[at];
        double high = bounds.upper(layer.right())[at] - bounds.lower(layer.right())[at];
        sum += Math.abs(a[from + i]) * 0.25 * wide * high;
      }
    }
    return sum;
  }
}
