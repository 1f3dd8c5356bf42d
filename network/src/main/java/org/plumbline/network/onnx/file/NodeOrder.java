package org.plumbline.network.onnx.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nodes that the output depends on, each after those it reads: an iterative depth-first search
 * from the output. Cycles, values that nothing computes and values computed twice are refused by
 * name; nodes that the output does not depend on are left out.
 */
public final class NodeOrder {
  private final OnnxModel model;
  private final Map<String, Integer> producers = new HashMap<>();
  private final Set<String> given = new HashSet<>();
  private final List<OnnxNode> ordered = new ArrayList<>();
  private final Set<String> demanded = new HashSet<>();

  public NodeOrder(OnnxModel model) {
    this.model = model;
    for (OnnxTensor tensor : model.graph().initialisers()) {
      if (!given.add(tensor.name())) {
        throw refusal("the initialiser " + tensor.name() + " stands there twice");
      }
    }
    for (OnnxValueInfo input : model.graph().realInputs()) {
      given.add(input.name());
    }
    List<OnnxNode> nodes = model.graph().nodes();
    for (int n = 0; n < nodes.size(); n++) {
      for (String output : nodes.get(n).outputs()) {
        if (!output.isEmpty()
            && (given.contains(output) || producers.putIfAbsent(output, n) != null)) {
          throw refusal("the value " + output + " is computed twice");
        }
      }
    }
  }

  /** Whether a needed node, or the caller, reads the value. */
  public boolean isDemanded(String value) {
    return demanded.contains(value);
  }

  /** The nodes to lower for an output, in order. */
  public List<OnnxNode> nodesFor(String output) {
    List<OnnxNode> nodes = model.graph().nodes();
    boolean[] isDone = new boolean[nodes.size()];
    boolean[] isOpen = new boolean[nodes.size()];
    List<int[]> stack = new ArrayList<>();
    push(output, null, stack, isDone, isOpen);
    while (!stack.isEmpty()) {
      int[] top = stack.get(stack.size() - 1);
      OnnxNode node = nodes.get(top[0]);
      if (top[1] == node.inputs().size()) {
        stack.remove(stack.size() - 1);
        isDone[top[0]] = true;
        ordered.add(node);
      } else {
        String input = node.inputs().get(top[1]++);
        if (!input.isEmpty()) {
          push(input, node, stack, isDone, isOpen);
        }
      }
    }
    return ordered;
  }

  /**
   * Opens the node that computes a value, unless it is done; frames are {node, next input}.
   *
   * @param reader the node that reads the value, or null for the caller
   */
  private void push(
      String value, OnnxNode reader, List<int[]> stack, boolean[] isDone, boolean[] isOpen) {
    demanded.add(value);
    Integer producer = producers.get(value);
    if (producer == null) {
      if (!given.contains(value)) {
        throw refusal(name(reader) + " reads " + value + ", which nothing computes");
      }
      return;
    }
    if (isDone[producer]) {
      return;
    }
    if (isOpen[producer]) {
      throw refusal(
          "the graph has a cycle: " + name(reader) + " reads " + value + ", which needs it");
    }
    isOpen[producer] = true;
    stack.add(new int[] {producer, 0});
  }

  private static String name(OnnxNode reader) {
    return reader == null ? "the output of the graph" : "node " + reader.label();
  }

  private OnnxParseException refusal(String what) {
    return new OnnxParseException(model.file(), what);
  }
}
