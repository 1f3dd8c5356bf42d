package org.plumbline.verifier.bounds;

import java.util.Arrays;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.LayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * Where a backward pass attains its bound: for every row the corner of its box that minimises the
 * row's form, moved forward through the very lines the pass chose. By duality the value of the row
 * there is the bound, and a line {@code s·z + t} that carries the coefficient a changes the bound
 * at the rate {@code a·z} in s and a in t: the gradient of α-CROWN without automatic
 * differentiation. Numbers here guide the search and prove nothing.
 */
final class RelaxedPoint {
  /** A coefficient times this is beyond every input, but for those that are nearly 0. */
  private static final double STEEP = -1e200;

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
      double[] y = room(k, rows);
      network.layer(k).accept(step(k, crown.coefficients(k), bounds, forms, lines, lineOf, y));
    }
  }

  /** Fills in y, the values of layer k, where the pass had the coefficients a. */
  private LayerVisitor<Void> step(
      int k,
      double[] a,
      BatchBounds bounds,
      LinearForms forms,
      Lines lines,
      int[] lineOf,
      double[] y) {
    int rows = forms.rows();
    return new ComputedLayerVisitor<>() {
      @Override
      public Void visitAffine(AffineLayer layer) {
        affine(layer, rows, y);
        return null;
      }

      @Override
      public Void visitActivation(ActivationLayer layer) {
        activation(layer, a, lines, lineOf, rows, k);
        return null;
      }

      @Override
      public Void visitProduct(ProductLayer layer) {
        double[] left = values[layer.left()];
        double[] right = values[layer.right()];
        Planes.follow(layer.size(), k, lines, lineOf, a, rows, left, right, y);
        return null;
      }

      @Override
      public Void visitReluDifference(ReluDifferenceLayer layer) {
        double[] left = values[layer.base()];
        double[] right = values[layer.change()];
        Planes.follow(layer.size(), k, lines, lineOf, a, rows, left, right, y);
        return null;
      }

      @Override
      public Void visitMaximum(MaximumLayer layer) {
        MaximumRelaxation.follow(layer, bounds, a, forms, values[layer.source()], y);
        return null;
      }
    };
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
    double[] low = bounds.lower(0);
    double[] high = bounds.upper(0);
    for (int r = 0; r < forms.rows(); r++) {
      corner(a, r * n, low, high, forms.owner()[r] * n, x, n);
    }
  }

  /** Without a branch on the sign, which is a guess each time, and in vector registers. */
  private static void corner(
      double[] a, int row, double[] low, double[] high, int at, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[row + i] = Math.min(high[at + i], Math.max(low[at + i], STEEP * a[row + i]));
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
