package org.plumbline.reference.file;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.plumbline.reference.tensor.ReferenceException;

/**
 * What a file says, before anything of it is evaluated.
 *
 * @param opset the version of ONNX's own operator set
 * @param inputs those without an initialiser
 * @param hidden names of results of nodes that are asked for behind the outputs
 * @param initializers by name
 * @param nodes in the order of the file
 * @param functions that the model defines
 */
public record Graph(
    int opset,
    List<Declaration> inputs,
    List<Declaration> outputs,
    List<String> hidden,
    Map<String, TensorProto> initializers,
    List<Node> nodes,
    Functions functions) {
  /** A graph that calls no functions, of which the outputs are asked for. */
  Graph(
      int opset,
      List<Declaration> inputs,
      List<Declaration> outputs,
      Map<String, TensorProto> initializers,
      List<Node> nodes) {
    this(opset, inputs, outputs, List.of(), initializers, nodes, Functions.NONE);
  }

  Graph with(Functions known) {
    return new Graph(opset, inputs, outputs, hidden, initializers, nodes, known);
  }

  /**
   * The same with results of nodes behind the outputs.
   *
   * @throws ReferenceException if no node computes one
   */
  Graph withHidden(List<String> names) {
    for (String name : names) {
      if (name.isEmpty() || nodes.stream().noneMatch(node -> node.outputs().contains(name))) {
        throw new ReferenceException("no node computes the hidden tensor \"" + name + "\"");
      }
    }
    return new Graph(opset, inputs, outputs, List.copyOf(names), initializers, nodes, functions);
  }

  /** The names of the outputs, and then the hidden ones. */
  public List<String> wanted() {
    return Stream.concat(outputs.stream().map(Declaration::name), hidden.stream()).toList();
  }
}
