package org.plumbline.verifier.bounds.sparse;

import java.util.List;
import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.model.AffineLayer;

/**
 * Affine images of one vector as if computed in twice the precision and rounded once (Ogita, Rump,
 * Oishi, <em>Accurate sum and dot product</em>, SIAM J. Sci. Comput. 26, 2005: Dot2). A sum s of n
 * products is off by at most {@code u|s| + γₙ² Σ|a||b|}, plus underflow. Where a box is tiny, the
 * centre's rounding errors are many times those of all symbols.
 */
final class AccurateCentre {
  private AccurateCentre() {}

  /** Whether all coefficients of a layer can be visited as they are. */
  static boolean serves(AffineLayer layer) {
    return layer.terms().stream().allMatch(term -> hasExactRows(term.map()));
  }

  private static boolean hasExactRows(LinearMap map) {
    return map instanceof ConvolutionMap
        || map instanceof DenseMap
        || map instanceof SparseMap
        || map instanceof DiagonalMap
        || map instanceof SelectionMap;
  }

  /** The sums with their biases. */
  static double[] image(AffineLayer layer, List<SparseZonotope> sources) {
    double[] image = new double[layer.size()];
    for (int i = 0; i < image.length; i++) {
      Dot2 sum = new Dot2();
      sum.add(layer.bias()[i]);
      for (int t = 0; t < sources.size(); t++) {
        double[] x = sources.get(t).centre();
        layer.terms().get(t).map().visitRow(i, (input, a) -> sum.addProduct(a, x[input]));
      }
      image[i] = sum.value();
    }
    return image;
  }

  /** A sum, and what it lost so far. */
  private static final class Dot2 {
    private double high;
    private double low;

    void addProduct(double a, double b) {
      double product = a * b;
      low += Math.fma(a, b, -product);
      add(product);
    }

    void add(double x) {
      double sum = high + x;
      double part = sum - high;
      low += (high - (sum - part)) + (x - part);
      high = sum;
    }

    double value() {
      return high + low;
    }
  }
}
