package org.plumbline.verifier.bounds;

/**
 * One pass forward that bounds all neurons of a batch of boxes, layer by layer, and knows how far
 * each varying input moves a neuron.
 */
public interface ForwardBounds {
  /**
   * Starts a batch: layer 0 from the input boxes in {@code bounds}.
   *
   * @param varying ascending inputs to track; symbol g belongs to input varying[g]. What the others
   *     vary goes into the remainder.
   */
  void start(BatchBounds bounds, int[] varying);

  /** Propagates to layer k and narrows its bounds; its sources must have been propagated. */
  void propagate(int k, BatchBounds bounds);

  /** Whether every varying input of the batch has a symbol of its own. */
  boolean tracksInputs();

  /** How far input symbol g moves neuron i of a layer in subproblem b, and in which direction. */
  double generator(int layer, int b, int g, int i);
}
