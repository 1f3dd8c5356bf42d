package org.plumbline.reference.file;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Map;

/**
 * What a file says, before anything of it is evaluated.
 *
 * @param opset the version of ONNX's own operator set
 * @param inputs those without an initialiser
 * @param initializers by name
 * @param nodes in the order of the file
 * @param functions that the model defines
 */
public record Graph(
    int opset,
    List<Declaration> inputs,
    List<Declaration> outputs,
    Map<String, TensorProto> initializers,
    List<Node> nodes,
    Functions functions) {
  /** A graph that calls no functions. */
  Graph(
      int opset,
      List<Declaration> inputs,
      List<Declaration> outputs,
      Map<String, TensorProto> initializers,
      List<Node> nodes) {
    this(opset, inputs, outputs, initializers, nodes, Functions.NONE);
  }

  Graph with(Functions known) {
    return new Graph(opset, inputs, outputs, initializers, nodes, known);
  }
}
