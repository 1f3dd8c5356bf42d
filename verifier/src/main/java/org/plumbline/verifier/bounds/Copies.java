package org.plumbline.verifier.bounds;

import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;

/** Layers whose neurons are copies of neurons of the layer before: their bounds are known. */
final class Copies {
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
}
