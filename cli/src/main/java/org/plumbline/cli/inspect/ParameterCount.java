package org.plumbline.cli.inspect;

import java.util.Optional;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;

/**
 * How many weights and biases a file stores, zeros among them. They are counted in the file: layers
 * of the core language hold a bias per neuron where a convolution stores one per channel, and
 * matrices for operators that store nothing.
 */
final class ParameterCount {
  private ParameterCount() {}

  /** Real numbers in tensors, whether initialisers or values of Constant nodes. */
  static long of(OnnxModel model) {
    long count = 0;
    for (OnnxTensor tensor : model.graph().initialisers()) {
      count += reals(tensor);
    }
    for (OnnxNode node : model.graph().nodes()) {
      if (node.operator().equals("Constant")
          && node.attributes().get("value") instanceof OnnxAttribute.Tensor constant) {
        count += reals(constant.value());
      }
    }
    return count;
  }

  private static long reals(OnnxTensor tensor) {
    return tensor.type().isInteger() ? 0 : tensor.count();
  }

  /** Of a network of dense layers as a {@code .nnet} file describes it. */
  static long of(Network network) {
    long count = 0;
    for (Layer layer : network.layers()) {
      count += dense(layer).map(d -> d.parameters() + layer.size()).orElse(0L);
    }
    return count;
  }

  private static Optional<DenseMap> dense(Layer layer) {
    return layer instanceof AffineLayer affine
            && affine.terms().size() == 1
            && affine.terms().get(0).map() instanceof DenseMap map
        ? Optional.of(map)
        : Optional.empty();
  }
}
