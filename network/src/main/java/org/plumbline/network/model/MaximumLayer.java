package org.plumbline.network.model;

/**
 * {@code y_g = max} over the members of group g: max pooling, ReduceMax, Max.
 *
 * @param groupStart group g has the members {@code groupStart[g] ≤ m < groupStart[g+1]}, at least
 *     one
 * @param members neuron indices of the source layer
 */
public record MaximumLayer(int source, int[] groupStart, int[] members) implements Layer {
  public MaximumLayer {
    for (int g = 0; g + 1 < groupStart.length; g++) {
      if (groupStart[g] >= groupStart[g + 1]) {
        throw new IllegalArgumentException("group " + g + " of a maximum is empty");
      }
    }
  }

  @Override
  public int size() {
    return groupStart.length - 1;
  }

  @Override
  public int[] sources() {
    return new int[] {source};
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visitMaximum(this);
  }
}
