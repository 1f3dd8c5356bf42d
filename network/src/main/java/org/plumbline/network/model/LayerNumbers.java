package org.plumbline.network.model;

import java.util.ArrayList;
import java.util.List;

/** Layers whose sources stand at other indices in another network. */
final class LayerNumbers {
  private LayerNumbers() {}

  /**
   * @param newIndex for each old index of a source the new one
   */
  static Layer renumbered(Layer layer, int[] newIndex) {
    if (layer instanceof AffineLayer affine) {
      List<AffineLayer.Term> terms = new ArrayList<>();
      for (AffineLayer.Term term : affine.terms()) {
        terms.add(new AffineLayer.Term(newIndex[term.source()], term.map()));
      }
      return new AffineLayer(terms, affine.bias(), affine.biasError(), affine.deviation());
    } else if (layer instanceof ActivationLayer act) {
      return new ActivationLayer(newIndex[act.source()], act.size(), act.activation());
    } else if (layer instanceof ProductLayer product) {
      return new ProductLayer(newIndex[product.left()], newIndex[product.right()], product.size());
    } else if (layer instanceof MaximumLayer maximum) {
      return new MaximumLayer(newIndex[maximum.source()], maximum.groupStart(), maximum.members());
    }
    return layer;
  }
}
