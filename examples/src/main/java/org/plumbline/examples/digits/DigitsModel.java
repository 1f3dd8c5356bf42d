package org.plumbline.examples.digits;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;

/** Dense layers with ReLU between them as an ONNX model of Gemm and Relu. */
final class DigitsModel {
  private static final int OPSET = 13;
  private static final int ANY_BATCH = 0;

  private DigitsModel() {}

  static OnnxModel of(String file, List<DenseLayer> layers) {
    List<OnnxNode> nodes = new ArrayList<>();
    List<OnnxTensor> tensors = new ArrayList<>();
    String value = "pixels";
    for (int i = 0; i < layers.size(); i++) {
      boolean isLast = i == layers.size() - 1;
      String sum = isLast ? "scores" : "sum" + i;
      nodes.add(OnnxNode.of("Gemm", List.of(value, "weights" + i, "bias" + i), sum));
      value = "hidden" + i;
      if (!isLast) {
        nodes.add(OnnxNode.of("Relu", List.of(sum), value));
      }
      tensors.addAll(layers.get(i).tensors("weights" + i, "bias" + i));
    }
    OnnxGraph graph =
        new OnnxGraph(
            "digits",
            nodes,
            tensors,
            List.of(OnnxValueInfo.float32("pixels", ANY_BATCH, DigitsDataset.PIXELS)),
            List.of(OnnxValueInfo.float32("scores", ANY_BATCH, DigitsDataset.CLASSES)));
    return OnnxModel.of(file, OPSET, graph);
  }
}
