package org.plumbline.network.model;

/**
 * What to do with a layer of each kind that is computed from others.
 *
 * @param <R> the result; {@link Void} where there is none
 */
public interface ComputedLayerVisitor<R> extends LayerVisitor<R> {
  /**
   * @throws IllegalStateException always: an input is not computed
   */
  @Override
  default R visitInput(InputLayer layer) {
    throw new IllegalStateException("layer " + layer + " among computed layers");
  }
}
