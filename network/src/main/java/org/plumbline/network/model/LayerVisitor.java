package org.plumbline.network.model;

/**
 * What to do with a layer of each kind (the visitor of Gamma et al., <em>Design Patterns</em>,
 * 1995): a new kind does not compile before everyone who tells kinds apart has met it.
 *
 * @param <R> the result; {@link Void} where there is none
 */
public interface LayerVisitor<R> {
  R visitInput(InputLayer layer);

  R visitAffine(AffineLayer layer);

  R visitActivation(ActivationLayer layer);

  R visitProduct(ProductLayer layer);

  R visitReluDifference(ReluDifferenceLayer layer);

  R visitMaximum(MaximumLayer layer);
}
