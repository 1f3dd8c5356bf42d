package org.plumbline.soundness.rewriting;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.soundness.circuit.Dense;
import org.plumbline.soundness.circuit.Graph;
import org.plumbline.soundness.circuit.ReluNetwork;

/** Ways to say the same network in ONNX. */
public enum Dialect {
  /** Gemm with a transposed weight matrix, and Relu. */
  GEMM,
  /** MatMul and Add. */
  MATMUL {
    @Override
    String affine(Graph graph, String x, Dense layer) {
      return graph.matMulAdd(x, layer);
    }
  },
  /** Gemm with alpha 2 and beta ½ on halved weights and doubled biases. */
  SCALED_GEMM {
    @Override
    String affine(Graph graph, String x, Dense layer) {
      Dense scaled = layer.copy();
      for (int o = 0; o < layer.outputs(); o++) {
        for (int i = 0; i < layer.inputs(); i++) {
          scaled.weights()[o][i] /= 2;
        }
        scaled.bias()[o] *= 2;
      }
      return graph.node(
          "Gemm",
          Map.of(
              "alpha", new OnnxAttribute.Real(2),
              "beta", new OnnxAttribute.Real(0.5f),
              "transB", new OnnxAttribute.Int(1)),
          x,
          graph.constant(flat(scaled), layer.outputs(), layer.inputs()),
          graph.constant(scaled.bias(), layer.outputs()));
    }
  },
  /** Convolutions of 1×1 over a picture of one pixel. */
  POINTWISE_CONVOLUTION {
    @Override
    String affine(Graph graph, String x, Dense layer) {
      String pixel = graph.node("Reshape", x, graph.integers(1, layer.inputs(), 1, 1));
      String weights = graph.constant(flat(layer), layer.outputs(), layer.inputs(), 1, 1);
      String bias = graph.constant(layer.bias(), layer.outputs());
      String result =
          graph.node(
              "Conv", Map.of("kernel_shape", new OnnxAttribute.Ints(1, 1)), pixel, weights, bias);
      return graph.node("Flatten", Map.of("axis", new OnnxAttribute.Int(1)), result);
    }
  },
  /** Two halves of each layer, joined by Concat. */
  HALVES {
    @Override
    String affine(Graph graph, String x, Dense layer) {
      if (layer.outputs() < 2) {
        return graph.gemm(x, layer);
      }
      int middle = layer.outputs() / 2;
      String first = graph.gemm(x, rows(layer, 0, middle));
      String second = graph.gemm(x, rows(layer, middle, layer.outputs()));
      return graph.node("Concat", Map.of("axis", new OnnxAttribute.Int(1)), first, second);
    }
  },
  /** {@code max(0, z) = z + max(0, −z)}, a residual connection. */
  RESIDUAL {
    @Override
    String relu(Graph graph, String x) {
      return graph.node("Add", x, graph.relu(graph.node("Neg", x)));
    }
  },
  /** {@code max(0, z) = (z + |z|)/2}. */
  ABSOLUTE {
    @Override
    String relu(Graph graph, String x) {
      String sum = graph.node("Add", x, graph.node("Abs", x));
      return graph.node("Mul", sum, graph.constant(new double[] {0.5}, 1));
    }
  },
  /** Max with a constant zero. */
  MAXIMUM {
    @Override
    String relu(Graph graph, String x) {
      return graph.node("Max", x, graph.constant(new double[] {0}, 1));
    }
  },
  /** Identity, Unsqueeze, Transpose and Reshape around every Relu. */
  DETOURS {
    @Override
    String relu(Graph graph, String x) {
      String deep = graph.node("Unsqueeze", graph.node("Identity", x), graph.integers(2));
      OnnxAttribute order = new OnnxAttribute.Ints(0, 2, 1);
      String turned = graph.node("Transpose", Map.of("perm", order), deep);
      return graph.node("Reshape", graph.relu(turned), graph.integers(1, -1));
    }
  };

  public OnnxModel write(ReluNetwork network) {
    Graph graph = new Graph(1, network.inputs());
    String value = graph.input();
    List<Dense> layers = network.layers();
    for (int k = 0; k < layers.size(); k++) {
      value = affine(graph, value, layers.get(k));
      value = k + 1 < layers.size() ? relu(graph, value) : value;
    }
    return graph.model(value, 1, network.outputs());
  }

  String affine(Graph graph, String x, Dense layer) {
    return graph.gemm(x, layer);
  }

  String relu(Graph graph, String x) {
    return graph.relu(x);
  }

  private static Dense rows(Dense layer, int from, int to) {
    return new Dense(
        Arrays.copyOfRange(layer.weights(), from, to), Arrays.copyOfRange(layer.bias(), from, to));
  }

  private static double[] flat(Dense layer) {
    return Arrays.stream(layer.weights()).flatMapToDouble(Arrays::stream).toArray();
  }
}
