package org.plumbline.soundness.circuit;

import java.util.List;
import org.plumbline.network.onnx.file.OnnxModel;

/**
 * Dense layers with a ReLU after each but the last.
 *
 * @param inputs number of inputs
 * @param layers at least one
 */
public record ReluNetwork(int inputs, List<Dense> layers) {
  public ReluNetwork {
    layers = List.copyOf(layers);
    int size = inputs;
    for (Dense layer : layers) {
      if (layer.inputs() != size) {
        throw new IllegalArgumentException(
            "a layer of " + layer.inputs() + " inputs after one of " + size + " outputs");
      }
      size = layer.outputs();
    }
  }

  public int outputs() {
    return layers.get(layers.size() - 1).outputs();
  }

  /** As Gemm and Relu nodes. */
  public OnnxModel toOnnx() {
    Graph graph = new Graph(1, inputs);
    String value = graph.input();
    for (int k = 0; k < layers.size(); k++) {
      value = graph.gemm(value, layers.get(k));
      value = k + 1 < layers.size() ? graph.relu(value) : value;
    }
    return graph.model(value, 1, outputs());
  }
}
