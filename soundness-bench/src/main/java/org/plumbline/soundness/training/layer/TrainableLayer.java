package org.plumbline.soundness.training.layer;

import java.util.List;
import org.plumbline.soundness.circuit.Graph;

/**
 * One step of a network under training, for batches {@code [rows × values]}. A layer owns the
 * arrays that it returns, which are as long as the batch needs and valid until the next pass of the
 * same size; it remembers its last forward pass, which the next backward pass differentiates.
 */
public interface TrainableLayer {
  /** The input may be overwritten where a layer says so. */
  float[] forward(int rows, float[] x);

  /**
   * The gradient by the input for a gradient by the output, which may be overwritten.
   *
   * @param learns whether gradients by the parameters are added to theirs
   */
  float[] backward(int rows, float[] byOutput, boolean learns);

  default List<Parameter> parameters() {
    return List.of();
  }

  /** Takes note that the parameters have changed. */
  default void refresh() {}

  /** Writes the layer; the name of its result. */
  String write(Graph graph, String x);
}
