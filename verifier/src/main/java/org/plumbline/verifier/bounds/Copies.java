package org.plumbline.verifier.bounds;

import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;

/** Layers whose neurons are copies of neurons of the layer before: their bounds are known. */
public final class Copies {
  private Copies() {}

  /** The selection that a layer is, or null if it is more than that. */
  static SelectionMap of(Layer layer) {
    if (!(layer instanceof AffineLayer affine)
        || affine.terms().size() != 1
        || affine.biasError() != null
        || !(affine.terms().get(0).map() instanceof SelectionMap selection)) {
      return null;
    }
    for (double bias : affine.bias()) {
      if (bias != 0) {
        return null;
      }
    }
    return selection;
  }

  /** Gives the copies in subproblem 0 the bounds of what they copy. */
  public static void bound(int k, BatchBounds bounds) {
    SelectionMap selection = of(bounds.network().layer(k));
    if (selection == null) {
      return;
    }
    int source = bounds.network().layer(k).sources()[0];
    for (int i = 0; i < selection.outputSize(); i++) {
      int from = selection.index()[i];
      double low = from < 0 ? 0 : bounds.lower(source)[from];
      double high = from < 0 ? 0 : bounds.upper(source)[from];
      bounds.intersect(k, 0, i, low, high);
    }
  }
}
