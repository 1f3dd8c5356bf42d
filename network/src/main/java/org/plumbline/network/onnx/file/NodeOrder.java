package org.plumbline.network.onnx.file;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nodes that outputs depend on, each after those it reads: an iterative depth-first search from
 * the outputs. Cycles, values that nothing computes and values computed twice are refused by name;
 * nodes that no output depends on are left out. A node may be replaced by others once all that it
 * reads is known, as an If is by one of its branches.
 */
public final class NodeOrder {
  private final OnnxModel model;
  private final List<OnnxNode> nodes;
  private final Map<String, Integer> producers = new HashMap<>();
  private final Set<String> given = new HashSet<>();
  private final Set<String> demanded = new HashSet<>();
  private final BitSet done = new BitSet();
  private final BitSet open = new BitSet();
  private final BitSet wanted = new BitSet();

  /** Frames {node, next input} of the nodes that are open. */
  private final List<int[]> stack = new ArrayList<>();

  /** Is told of each node when all that it reads was visited. */
  public interface Visitor {
    /** The nodes that take its place and compute its outputs; none if it stays. */
    List<OnnxNode> visit(OnnxNode node);
  }

  public NodeOrder(OnnxModel model) {
    this.model = model;
    this.nodes = new ArrayList<>(model.graph().nodes());
    for (OnnxTensor tensor : model.graph().initialisers()) {
      if (!given.add(tensor.name())) {
        throw refusal("the initialiser " + tensor.name() + " stands there twice");
      }
    }
    for (OnnxValueInfo input : model.graph().realInputs()) {
      if (!given.add(input.name())) {
        throw refusal("the input " + input.name() + " stands there twice");
      }
    }
    for (int n = 0; n < nodes.size(); n++) {
      register(n);
    }
  }

  private void register(int number) {
    for (String output : nodes.get(number).outputs()) {
      if (!output.isEmpty()
          && (given.contains(output) || producers.putIfAbsent(output, number) != null)) {
        throw refusal("the value " + output + " is computed twice");
      }
    }
  }

  /** Whether a needed node may read the value, or the caller does. */
  public boolean isDemanded(String value) {
    return demanded.contains(value);
  }

  /** The nodes that an output depends on, in order; none is replaced. */
  public List<OnnxNode> nodesFor(String output) {
    List<OnnxNode> ordered = new ArrayList<>();
    walk(
        List.of(output),
        node -> {
          ordered.add(node);
          return List.of();
        });
    return ordered;
  }

  /** Visits the nodes that outputs depend on, in order. */
  public void walk(Collection<String> outputs, Visitor visitor) {
    demand(outputs);
    for (String output : outputs) {
      push(output, null);
      while (!stack.isEmpty()) {
        step(visitor);
      }
    }
  }

  private void step(Visitor visitor) {
    int[] top = stack.get(stack.size() - 1);
    OnnxNode node = nodes.get(top[0]);
    if (top[1] < node.inputs().size()) {
      String input = node.inputs().get(top[1]++);
      if (!input.isEmpty()) {
        push(input, node);
      }
      return;
    }
    stack.remove(stack.size() - 1);
    done.set(top[0]);
    List<OnnxNode> instead = visitor.visit(node);
    if (!instead.isEmpty()) {
      replace(node, instead);
    }
  }

  private void replace(OnnxNode node, List<OnnxNode> instead) {
    node.outputs().forEach(producers::remove);
    for (OnnxNode other : instead) {
      nodes.add(other);
      register(nodes.size() - 1);
    }
    List<String> outputs = node.outputs().stream().filter(this::isDemanded).toList();
    demand(outputs);
    for (String output : outputs) {
      push(output, node);
    }
  }

  /** Marks all that may be read, in the branches of an If also. */
  private void demand(Collection<String> outputs) {
    List<String> found = new ArrayList<>(outputs);
    while (!found.isEmpty()) {
      String value = found.remove(found.size() - 1);
      if (!value.isEmpty()) {
        demanded.add(value);
      }
      Integer producer = producers.get(value);
      if (producer != null && !wanted.get(producer)) {
        wanted.set(producer);
        read(nodes.get(producer), found);
      }
    }
  }

  private static void read(OnnxNode node, List<String> to) {
    to.addAll(node.inputs());
    for (OnnxAttribute attribute : node.attributes().values()) {
      if (attribute instanceof OnnxAttribute.Graph graph) {
        graph.value().nodes().forEach(inner -> read(inner, to));
        graph.value().outputs().forEach(output -> to.add(output.name()));
      }
    }
  }

  /**
   * Opens the node that computes a value, unless it is done.
   *
   * @param reader the node that reads the value, or null for the caller
   */
  private void push(String value, OnnxNode reader) {
    Integer producer = producers.get(value);
    if (producer == null) {
      if (!given.contains(value)) {
        throw refusal(name(reader) + " reads " + value + ", which nothing computes");
      }
      return;
    }
    if (done.get(producer)) {
      return;
    }
    if (open.get(producer)) {
      throw refusal(
          "the graph has a cycle: " + name(reader) + " reads " + value + ", which needs it");
    }
    open.set(producer);
    stack.add(new int[] {producer, 0});
  }

  private static String name(OnnxNode reader) {
    return reader == null ? "the output of the graph" : "node " + reader.label();
  }

  private OnnxParseException refusal(String what) {
    return new OnnxParseException(model.file(), what);
  }
}
