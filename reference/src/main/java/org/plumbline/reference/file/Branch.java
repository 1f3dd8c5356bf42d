package org.plumbline.reference.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.plumbline.reference.tensor.ReferenceException;

/**
 * A branch of an If, which sees the values around it.
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
    AttributeProto proto = node.attributes().get(attribute);
    if (proto == null) {
      throw new ReferenceException("attribute " + attribute + " is missing");
    }
    Graph graph = new GraphReader(opset, outer, GraphReader.NO_CALL).read(proto.getG());
    if (!graph.inputs().isEmpty() || graph.outputs().size() != node.outputs().size()) {
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
    List<String> wanted = graph.outputs().stream().map(Declaration::name).toList();
    return new Branch(graph, NodeOrder.of(graph.nodes(), given, wanted));
  }
}
