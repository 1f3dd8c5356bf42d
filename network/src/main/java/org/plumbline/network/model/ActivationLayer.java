package org.plumbline.network.model;

/** {@code yᵢ = σ(xᵢ)} for every neuron of one earlier layer. */
public record ActivationLayer(int source, int size, Activation activation) implements Layer {
  @Override
  public int[] sources() {
    return new int[] {source};
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visitActivation(this);
  }
}
