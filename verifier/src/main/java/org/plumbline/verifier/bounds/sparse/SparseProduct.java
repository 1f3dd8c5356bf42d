package org.plumbline.verifier.bounds.sparse;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.network.interval.Intervals;
import org.plumbline.network.interval.Rounding;

/**
 * Sparse zonotopes through products: {@code a·b = c_a·b + c_b·a − c_a·c_b + (a − c_a)(b − c_b)}, of
 * which the first three are linear and exact up to rounding, the last is at most the product of the
 * radii.
 */
final class SparseProduct {
  private SparseProduct() {}

  static SparseZonotope image(SparseZonotope left, SparseZonotope right) {
    int n = left.size();
    double[] size = new double[n];
    List<SparseRow> rows = symbols(left, right, size);
    double[] centre = new double[n];
    double[] lost = new double[n];
    for (int i = 0; i < n; i++) {
      double a = left.centre()[i];
      double b = right.centre()[i];
      centre[i] = a * b;
      double radii =
          (left.spread()[i] + left.remainder()[i]) * (right.spread()[i] + right.remainder()[i]);
      double unbounded =
          Math.abs(a) * right.remainder()[i] + Math.abs(b) * left.remainder()[i] + radii;
      double rounded = 16 * Rounding.UNIT * (size[i] + Math.abs(centre[i]));
      lost[i] = unbounded * Intervals.WIDEN + rounded + Rounding.UNDERFLOW;
    }
    return new SparseZonotope(centre, lost, rows);
  }

  /**
   * @param size gets the sum of what is added, in absolute values
   */
  private static List<SparseRow> symbols(SparseZonotope left, SparseZonotope right, double[] size) {
    int n = left.size();
    double[] ofLeft = new double[n];
    double[] ofRight = new double[n];
    double[] image = new double[n];
    int known = Math.max(left.symbols().size(), right.symbols().size());
    List<SparseRow> rows = new ArrayList<>(known);
    for (int g = 0; g < known; g++) {
      left.symbol(g).scatter(ofLeft, 0);
      right.symbol(g).scatter(ofRight, 0);
      for (int i = 0; i < n; i++) {
        double first = left.centre()[i] * ofRight[i];
        double second = right.centre()[i] * ofLeft[i];
        image[i] = first + second;
        size[i] += Math.abs(first) + Math.abs(second);
      }
      left.symbol(g).clear(ofLeft, 0);
      right.symbol(g).clear(ofRight, 0);
      rows.add(SparseRow.of(image, 0, n));
    }
    return rows;
  }
}
