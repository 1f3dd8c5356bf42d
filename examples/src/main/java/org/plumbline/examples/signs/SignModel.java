package org.plumbline.examples.signs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;

/** The network of {@link SignTraining} as an ONNX model of Conv, Relu, Flatten and Gemm. */
final class SignModel {
  private static final int OPSET = 13;

  private SignModel() {}

  static OnnxModel of(
      String file, SignEffort effort, Map<String, float[]> parameters, int classes) {
    int last = effort.convolutions();
    int kernel = SignTraining.KERNEL;
    List<OnnxNode> nodes = new ArrayList<>();
    List<OnnxTensor> tensors = new ArrayList<>();
    String value = "pixels";
    for (int k = 0; k < last; k++) {
      nodes.add(
          OnnxNode.of("Conv", List.of(value, "weights" + k, "bias" + k), "sum" + k)
              .with("kernel_shape", new OnnxAttribute.Ints(kernel, kernel))
              .with("pads", new OnnxAttribute.Ints(1, 1, 1, 1))
              .with("strides", new OnnxAttribute.Ints(2, 2)));
      value = "hidden" + k;
      nodes.add(OnnxNode.of("Relu", List.of("sum" + k), value));
      add(
          tensors,
          parameters,
          "weights" + k,
          effort.channels(k + 1),
          effort.channels(k),
          kernel,
          kernel);
      add(tensors, parameters, "bias" + k, effort.channels(k + 1));
    }
    nodes.add(OnnxNode.of("Flatten", List.of(value), "features"));
    nodes.add(OnnxNode.of("Gemm", List.of("features", "weights" + last, "bias" + last), "scores"));
    add(tensors, parameters, "weights" + last, effort.features(), classes);
    add(tensors, parameters, "bias" + last, classes);
    OnnxGraph graph =
        new OnnxGraph(
            "signs",
            nodes,
            tensors,
            List.of(
                OnnxValueInfo.float32("pixels", 1, effort.channels(0), SignSet.SIDE, SignSet.SIDE)),
            List.of(OnnxValueInfo.float32("scores", 1, classes)));
    return OnnxModel.of(file, OPSET, graph);
  }

  private static void add(
      List<OnnxTensor> tensors, Map<String, float[]> parameters, String name, int... shape) {
    tensors.add(OnnxTensor.float32(name, shape, parameters.get(name)));
  }
}
