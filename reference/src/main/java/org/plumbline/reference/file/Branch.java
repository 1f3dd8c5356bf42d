package org.plumbline.reference.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.plumbline.reference.tensor.ReferenceException;

/**
 * A graph that a node holds, as a branch of an If, which sees the values around it.
 *
 * @param nodes those that its outputs depend on, in order
 */
public record Branch(Graph graph, List<Node> nodes) {
  /**
   * Reads a branch.
   *
   * @param attribute of the node that holds it
   * @param outer names of the values around it
   * @throws ReferenceException if it is none
   */
  public static Branch of(Node node, String attribute, int opset, Set<String> outer) {
    for (Map.Entry<String, AttributeProto> other : node.attributes().entrySet()) {
      boolean isBranch = List.of("then_branch", "else_branch").contains(other.getKey());
      if (!isBranch || other.getValue().getType() != AttributeProto.AttributeType.GRAPH) {
        throw new ReferenceException("attribute " + other.getKey() + " is no branch");
      }
    }
    return read(node, attribute, opset, outer, 0, node.outputs().size());
  }

  /**
   * Reads a graph that makes one value of another one.
   *
   * @param attribute of the node that holds it
   * @param outer names of the values around it
   * @throws ReferenceException if it is none
   */
  public static Branch modifier(Node node, String attribute, int opset, Set<String> outer) {
    return read(node, attribute, opset, outer, 1, 1);
  }

  private static Branch read(
      Node node, String attribute, int opset, Set<String> outer, int inputs, int outputs) {
    AttributeProto proto = node.attributes().get(attribute);
    if (proto == null || proto.getType() != AttributeProto.AttributeType.GRAPH) {
      throw new ReferenceException("attribute " + attribute + " is missing, or no graph");
    }
    Graph graph = new GraphReader(opset, outer, GraphReader.NO_CALL).read(proto.getG());
    if (graph.inputs().size() != inputs || graph.outputs().size() != outputs) {
      throw new ReferenceException(
          attribute
              + " has "
              + graph.inputs().size()
              + " inputs and "
              + graph.outputs().size()
              + " outputs");
    }
    Set<String> given = new HashSet<>(outer);
    given.addAll(graph.initializers().keySet());
    graph.inputs().forEach(input -> given.add(input.name()));
    List<String> wanted = graph.outputs().stream().map(Declaration::name).toList();
    return new Branch(graph, NodeOrder.of(graph.nodes(), given, wanted));
  }
}
