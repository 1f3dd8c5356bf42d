package org.plumbline.network.model;

/**
 * The network's input, always layer 0.
 *
 * @param shape the tensor shape in the file, batch dimension included; row-major
 */
public record InputLayer(int size, int[] shape) implements Layer {
  private static final int[] NONE = {};

  @Override
  public int[] sources() {
    return NONE;
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor) {
    return visitor.visitInput(this);
  }
}
