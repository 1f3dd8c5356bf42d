package org.plumbline.network.model;

/** {@code yᵢ = aᵢ · bᵢ} for two earlier layers of the same size (or the same layer twice). */
public record ProductLayer(int left, int right, int size) implements Layer {
  @Override
  public int[] sources() {
    return new int[] {left, right};
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visitProduct(this);
  }
}
