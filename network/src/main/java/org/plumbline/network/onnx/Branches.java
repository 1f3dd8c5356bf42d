package org.plumbline.network.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxGraph;
import org.plumbline.network.onnx.file.OnnxNode;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.Renaming;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * If on a condition that is a constant, as those about shapes are: the nodes of the branch that is
 * taken. They see all values around them; their own get names that no other node's have.
 */
final class Branches {
  private Branches() {}

  static boolean isIf(OnnxNode node) {
    return node.qualifiedOperator().equals("If");
  }

  /**
   * The nodes that compute what an If does.
   *
   * @throws org.plumbline.network.model.UnsupportedOperatorException if the condition is computed
   *     from inputs
   */
  static List<OnnxNode> taken(Call call) {
    boolean isTaken = condition(call);
    OnnxGraph then = graph(call, "then_branch");
    OnnxGraph otherwise = graph(call, "else_branch");
    call.refuseUnread();
    OnnxGraph branch = isTaken ? then : otherwise;
    if (!branch.realInputs().isEmpty() || branch.outputs().size() != call.node.outputs().size()) {
      throw call.refuse(
          "its branch has "
              + branch.realInputs().size()
              + " inputs and "
              + branch.outputs().size()
              + " outputs");
    }
    return inlined(call.node, branch);
  }

  private static boolean condition(Call call) {
    if (!call.isConstant(0)) {
      throw call.refuse(
          "its condition depends on inputs; only one that is a constant decides for a branch."
              + " Export the model without control flow, or fix the input by --input-value");
    }
    if (call.constant(0) instanceof Value.Integers truth
        && truth.type() == ElementType.BOOL
        && truth.count() == 1) {
      return truth.values()[0] != 0;
    }
    throw call.refuse("its condition is no single truth value");
  }

  private static OnnxGraph graph(Call call, String attribute) {
    if (call.attributes.has(attribute)
        && call.node.attributes().get(attribute) instanceof OnnxAttribute.Graph graph) {
      return graph.value();
    }
    throw call.refuse("attribute " + attribute + " is no graph");
  }

  private static List<OnnxNode> inlined(OnnxNode node, OnnxGraph branch) {
    Set<String> own = new HashSet<>();
    branch.initialisers().forEach(tensor -> own.add(tensor.name()));
    branch.nodes().forEach(inner -> own.addAll(inner.outputs()));
    String prefix = node.prefix();
    Renaming renaming =
        new Renaming(name -> own.contains(name) ? prefix + name : name, node.label() + " > ");
    List<OnnxNode> nodes = new ArrayList<>();
    for (OnnxTensor tensor : branch.initialisers()) {
      nodes.add(
          OnnxNode.of("Constant", List.of(), prefix + tensor.name())
              .with("value", new OnnxAttribute.Tensor(tensor)));
    }
    for (OnnxNode inner : branch.nodes()) {
      nodes.add(renaming.of(inner, Renaming.NONE));
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      String inside = renaming.values().apply(branch.outputs().get(i).name());
      if (!node.outputs().get(i).isEmpty()) {
        nodes.add(OnnxNode.of("Identity", List.of(inside), node.outputs().get(i)));
      }
    }
    return nodes;
  }
}
