package org.plumbline.soundness.training;

import java.util.List;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.circuit.Graph;
import org.plumbline.soundness.training.layer.Parameter;
import org.plumbline.soundness.training.layer.TrainableLayer;

/** A classifier of two classes under training. */
public final class Model {
  public static final int CLASSES = 2;

  private final long[] inputShape;
  private final List<TrainableLayer> layers;
  private final List<Parameter> parameters;

  /**
   * @param inputShape with the batch dimension, as the exported model has it
   */
  Model(long[] inputShape, List<TrainableLayer> layers) {
    this.inputShape = inputShape.clone();
    this.layers = List.copyOf(layers);
    this.parameters = layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  public int inputs() {
    int product = 1;
    for (long extent : inputShape) {
      product *= (int) extent;
    }
    return product;
  }

  public List<Parameter> parameters() {
    return parameters;
  }

  /** Outputs {@code [rows × 2]} of inputs {@code [rows × inputs]}, valid until the next call. */
  public float[] forward(int rows, float[] x) {
    float[] y = x;
    for (TrainableLayer layer : layers) {
      y = layer.forward(rows, y);
    }
    return y;
  }

  /** The gradient by the inputs of the last forward pass; see {@link TrainableLayer#backward}. */
  public float[] backward(int rows, float[] byOutput, boolean learns) {
    float[] back = byOutput;
    for (int k = layers.size() - 1; k >= 0; k--) {
      back = layers.get(k).backward(rows, back, learns);
    }
    return back;
  }

  /** To be called after the parameters have changed. */
  public void refresh() {
    layers.forEach(TrainableLayer::refresh);
  }

  /** The exported network has exactly these weights. */
  public OnnxModel export() {
    Graph graph = new Graph(inputShape);
    String value = graph.input();
    for (TrainableLayer layer : layers) {
      value = layer.write(graph, value);
    }
    return graph.model(value, 1, CLASSES);
  }
}
