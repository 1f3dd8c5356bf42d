package org.plumbline.verifier.bounds;

import org.plumbline.network.model.ProductLayer;

/** The range of a product of two intervals: the extremes of its four corners, rounded outward. */
public final class ProductRange {
  private ProductRange() {}

  /** Narrows neuron i of subproblem b by the range of its factors. */
  public static void intersect(ProductLayer layer, int k, int b, int i, BatchBounds bounds) {
    int at = b * layer.size() + i;
    double l = bounds.lower(layer.left())[at];
    double u = bounds.upper(layer.left())[at];
    double m = bounds.lower(layer.right())[at];
    double v = bounds.upper(layer.right())[at];
    double least = Math.min(Math.min(l * m, l * v), Math.min(u * m, u * v));
    double greatest = Math.max(Math.max(l * m, l * v), Math.max(u * m, u * v));
    bounds.intersect(k, b, i, Math.nextDown(least), Math.nextUp(greatest));
  }
}
