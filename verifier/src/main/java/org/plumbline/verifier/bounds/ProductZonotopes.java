package org.plumbline.verifier.bounds;

import org.plumbline.network.interval.Intervals;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.model.ProductLayer;

/**
 * Zonotopes through products: {@code a·b = c_a·b + c_b·a − c_a·c_b + (a − c_a)(b − c_b)}, of which
 * the first three are linear and exact up to rounding, the last is at most the product of the
 * radii.
 */
final class ProductZonotopes {
  private final ZonotopeBatch[] zonotopes;

  ProductZonotopes(ZonotopeBatch[] zonotopes) {
    this.zonotopes = zonotopes;
  }

  void propagate(ProductLayer layer, int k, BatchBounds bounds) {
    int batch = bounds.batch();
    ZonotopeBatch left = zonotopes[layer.left()];
    ZonotopeBatch right = zonotopes[layer.right()];
    ZonotopeBatch result = zonotopes[k];
    int[] known = new int[batch];
    for (int b = 0; b < batch; b++) {
      known[b] = Math.max(left.symbols(b), right.symbols(b));
    }
    result.reset(batch, known);
    int n = layer.size();
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < n; i++) {
        multiply(left, right, result, b, i);
        ProductRange.intersect(layer, k, b, i, bounds);
      }
    }
  }

  private static void multiply(
      ZonotopeBatch left, ZonotopeBatch right, ZonotopeBatch result, int b, int i) {
    int n = result.size();
    int fromLeft = left.rowStart()[b] * n + i;
    int fromRight = right.rowStart()[b] * n + i;
    int to = result.rowStart()[b] * n + i;
    double cLeft = left.rows()[fromLeft];
    double cRight = right.rows()[fromRight];
    double radiusLeft = left.remainder()[b * n + i];
    double radiusRight = right.remainder()[b * n + i];
    double size = 0;
    result.rows()[to] = cLeft * cRight;
    for (int g = 1; g <= result.symbols(b); g++) {
      double ofLeft = g <= left.symbols(b) ? left.rows()[fromLeft + g * n] : 0;
      double ofRight = g <= right.symbols(b) ? right.rows()[fromRight + g * n] : 0;
      result.rows()[to + g * n] = cLeft * ofRight + cRight * ofLeft;
      size += Math.abs(cLeft * ofRight) + Math.abs(cRight * ofLeft);
      radiusLeft += Math.abs(ofLeft);
      radiusRight += Math.abs(ofRight);
    }
    double unbounded =
        Math.abs(cLeft) * right.remainder()[b * n + i]
            + Math.abs(cRight) * left.remainder()[b * n + i]
            + radiusLeft * radiusRight;
    double rounded = 16 * Rounding.UNIT * (size + Math.abs(cLeft * cRight));
    result.remainder()[b * n + i] = unbounded * Intervals.WIDEN + rounded + Rounding.UNDERFLOW;
  }
}
