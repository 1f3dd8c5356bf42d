package org.plumbline.question;

import java.nio.file.Path;
import java.util.List;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxModel;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.OnnxValueInfo;
import org.plumbline.network.onnx.file.OnnxWriter;
import org.plumbline.specs.vnnlib2.Document;
import org.plumbline.specs.vnnlib2.Vnnlib2Parser;

/** A model and declarations of it, in memory. */
final class DeclaredModels {
  /** The name of the property in messages. */
  static final String PROPERTY = "p.vnnlib";

  private DeclaredModels() {}

  /** {@code y = relu(x + w)} of x: [1,2], whose sum is named {@code sum}. */
  static NetworkFile model(String name, float w) {
    return model(name, w, OnnxValueInfo.float32("x", 1, 2));
  }

  static NetworkFile model(String name, float w, OnnxValueInfo x) {
    OnnxGraph graph =
        new OnnxGraph(
            "g",
            List.of(
                OnnxNode.of("Add", List.of("x", "w"), "sum"),
                OnnxNode.of("Relu", List.of("sum"), "y")),
            List.of(OnnxTensor.float32("w", new int[0], w)),
            List.of(x),
            List.of(OnnxValueInfo.float32("y", 1, 2)));
    return new NetworkFile(
        new FileContent(Path.of(name), OnnxWriter.toBytes(OnnxModel.of(name, 13, graph))));
  }

  /** A document of networks, each as it is written between its parentheses. */
  static Document document(String... networks) {
    StringBuilder text = new StringBuilder("(vnnlib-version <2.0>)\n");
    for (String network : networks) {
      text.append("(declare-network ").append(network).append(")\n");
    }
    return Vnnlib2Parser.parse(text.toString(), PROPERTY);
  }

  /** A network with an input X and an output Y, which begin with its name. */
  static String network(String name, String more) {
    return "%1$s %2$s (declare-input %1$sX float32 [1,2]) (declare-output %1$sY float32 [1,2])"
        .formatted(name, more);
  }

  static PropertyFile property(String text) {
    return PropertyFile.ofText(PROPERTY, text);
  }
}
