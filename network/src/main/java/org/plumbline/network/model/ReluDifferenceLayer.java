package org.plumbline.network.model;

/**
 * {@code yᵢ = max(zᵢ + dᵢ, 0) − max(zᵢ, 0)}: by how much a ReLU's value changes where its input z,
 * of the layer {@code base}, changes by d, of the layer {@code change}.
 */
public record ReluDifferenceLayer(int base, int change, int size) implements Layer {
  @Override
  public int[] sources() {
    return new int[] {base, change};
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visitReluDifference(this);
  }

  /**
   * The value of one neuron. Only the sum is rounded, and only where z is below 0.
   *
   * @param z before the change
   * @param d the change
   */
  public static double value(double z, double d) {
    return z >= 0 ? Math.max(d, -z) : Math.max(z + d, 0);
  }
}
