package org.plumbline.verifier.bounds;

import java.util.Arrays;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;

/**
 * Where a backward pass attains its bound: for every row the corner of its box that minimises the
 * row's form, moved forward through the very lines the pass chose. By duality the value of the row
 * there is the bound, and a line {@code s·z + t} that carries the coefficient a changes the bound
 * at the rate {@code a·z} in s and a in t: the gradient of α-CROWN without automatic
 * differentiation. Numbers here guide the search and prove nothing.
 */
final class RelaxedPoint {
  private final Network network;
  private final Gemm gemm;
  private final double[][] values;

  RelaxedPoint(Network network, Gemm gemm) {
    this.network = network;
    this.gemm = gemm;
    this.values = new double[network.depth()][];
    Arrays.setAll(values, k -> new double[0]);
  }

  /** Values of a layer, {@code [rows × size]}, for layers the backward pass reached. */
  double[] values(int layer) {
    return values[layer];
  }

  /** Follows the last pass of a propagator, which started from a layer. */
  void follow(
      CrownPropagator crown,
      BatchBounds bounds,
      int startLayer,
      LinearForms forms,
      Lines lines,
      int[] lineOf) {
    int rows = forms.rows();
    corners(bounds, forms);
    for (int k = 1; k <= startLayer; k++) {
      if (!crown.reached(k)) {
        continue;
      }
      Layer layer = network.layer(k);
      double[] y = room(k, rows);
      if (layer instanceof AffineLayer affine) {
        affine(affine, rows, y);
      } else if (layer instanceof ActivationLayer act) {
        activation(act, crown.coefficients(k), lines, lineOf, rows, k);
      } else if (layer instanceof MaximumLayer maximum) {
        MaximumRelaxation.follow(
            maximum, bounds, crown.coefficients(k), forms, values[maximum.source()], y);
      } else if (layer instanceof ProductLayer product) {
        ProductRelaxation.follow(
            product,
            k,
            lines,
            lineOf,
            crown.coefficients(k),
            rows,
            values[product.left()],
            values[product.right()],
            y);
      }
    }
  }

  private double[] room(int k, int rows) {
    int needed = rows * network.layer(k).size();
    if (values[k].length < needed) {
      values[k] = new double[needed];
    }
    return values[k];
  }

  private void corners(BatchBounds bounds, LinearForms forms) {
    int n = forms.inputs();
    double[] x = room(0, forms.rows());
    double[] a = forms.coefficients();
    for (int r = 0; r < forms.rows(); r++) {
      int at = forms.owner()[r] * n;
      for (int i = 0; i < n; i++) {
        x[r * n + i] = a[r * n + i] >= 0 ? bounds.lower(0)[at + i] : bounds.upper(0)[at + i];
      }
    }
  }

  private void affine(AffineLayer affine, int rows, double[] y) {
    int n = affine.size();
    for (int r = 0; r < rows; r++) {
      System.arraycopy(affine.bias(), 0, y, r * n, n);
    }
    for (AffineLayer.Term term : affine.terms()) {
      term.map().apply(gemm, rows, values[term.source()], 0, y, 0);
    }
  }

  private void activation(
      ActivationLayer act, double[] a, Lines lines, int[] lineOf, int rows, int k) {
    int n = act.size();
    double[] z = values[act.source()];
    double[] y = values[k];
    double[] lowSlope = lines.lowerSlope(k);
    double[] lowOffset = lines.lowerOffset(k);
    double[] upSlope = lines.upperSlope(k);
    double[] upOffset = lines.upperOffset(k);
    for (int r = 0; r < rows; r++) {
      int at = lineOf[r] * n;
      int row = r * n;
      for (int i = 0; i < n; i++) {
        y[row + i] =
            a[row + i] > 0
                ? lowSlope[at + i] * z[row + i] + lowOffset[at + i]
                : upSlope[at + i] * z[row + i] + upOffset[at + i];
      }
    }
  }
}
