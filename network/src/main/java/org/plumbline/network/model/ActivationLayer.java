package org.plumbline.network.model;

/** {@code yᵢ = σ(xᵢ)} for every neuron of one earlier layer. */
public record ActivationLayer(int source, int size, Activation activation) implements Layer {
  /** Whether a layer is one of ReLUs. */
  public static boolean isRelu(Layer layer) {
    return layer instanceof ActivationLayer act && act.activation().kind() == Activation.Kind.RELU;
  }

  @Override
  public int[] sources() {
    return new int[] {source};
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visitActivation(this);
  }
}
