package org.plumbline.soundness.training.layer;

import org.plumbline.soundness.circuit.Graph;

/** Changes nothing but the shape that the exported model gives to its values. */
public final class ReshapeLayer implements TrainableLayer {
  private final long[] shape;

  public ReshapeLayer(long... shape) {
    this.shape = shape.clone();
  }

  @Override
  public float[] forward(int rows, float[] x) {
    return x;
  }

  @Override
  public float[] backward(int rows, float[] byOutput, boolean learns) {
    return byOutput;
  }

  @Override
  public String write(Graph graph, String x) {
    return graph.node("Reshape", x, graph.integers(shape));
  }
}
