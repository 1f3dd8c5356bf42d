package org.plumbline.network.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes layers whose sources stand at other indices in another network.
 *
 * @param newIndex for each old index of a source the new one
 */
record LayerNumbers(int[] newIndex) implements LayerVisitor<Layer> {
  /**
   * @param newIndex for each old index of a source the new one
   */
  static Layer renumbered(Layer layer, int[] newIndex) {
    return layer.accept(new LayerNumbers(newIndex));
  }

  @Override
  public Layer visitInput(InputLayer layer) {
    return layer;
  }

  @Override
  public Layer visitAffine(AffineLayer layer) {
    List<AffineLayer.Term> terms = new ArrayList<>();
    for (AffineLayer.Term term : layer.terms()) {
      terms.add(new AffineLayer.Term(newIndex[term.source()], term.map()));
    }
    return new AffineLayer(terms, layer.bias(), layer.biasError(), layer.deviation());
  }

  @Override
  public Layer visitActivation(ActivationLayer layer) {
    return new ActivationLayer(newIndex[layer.source()], layer.size(), layer.activation());
  }

  @Override
  public Layer visitProduct(ProductLayer layer) {
    return new ProductLayer(newIndex[layer.left()], newIndex[layer.right()], layer.size());
  }

  @Override
  public Layer visitReluDifference(ReluDifferenceLayer layer) {
    return new ReluDifferenceLayer(newIndex[layer.base()], newIndex[layer.change()], layer.size());
  }

  @Override
  public Layer visitMaximum(MaximumLayer layer) {
    return new MaximumLayer(newIndex[layer.source()], layer.groupStart(), layer.members());
  }
}
