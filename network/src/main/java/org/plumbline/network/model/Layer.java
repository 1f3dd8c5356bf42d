package org.plumbline.network.model;

/** One layer of a {@link Network}: a vector of neurons computed from earlier layers. */
public sealed interface Layer
    permits InputLayer,
        AffineLayer,
        ActivationLayer,
        ProductLayer,
        ReluDifferenceLayer,
        MaximumLayer {
  /** Number of neurons. */
  int size();

  /** Indices of the layers it reads, in the order of its terms; a layer may occur twice. */
  int[] sources();

  /** Does what the visitor says for this kind of layer; to be called per layer, not per neuron. */
  <R> R accept(LayerVisitor<R> visitor);
}
