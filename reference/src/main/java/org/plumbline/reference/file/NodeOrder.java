package org.plumbline.reference.file;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.plumbline.reference.tensor.ReferenceException;

/**
 * The nodes that the outputs depend on, each after those that it reads, otherwise in the order of
 * the file: Kahn's algorithm (1962) with the first ready node next.
 */
public final class NodeOrder {
  private final List<Node> nodes;
  private final Set<String> given;
  private final Map<String, Integer> producers = new HashMap<>();
  private final BitSet needed = new BitSet();

  private NodeOrder(List<Node> nodes, Set<String> given) {
    this.nodes = nodes;
    this.given = given;
    for (Node node : nodes) {
      node.outputs().forEach(output -> producers.put(output, node.index()));
    }
    producers.remove("");
  }

  /**
   * @throws ReferenceException if the nodes form a cycle or read what nothing computes
   */
  public static List<Node> of(Graph graph) {
    Set<String> given = new HashSet<>(graph.initializers().keySet());
    graph.inputs().forEach(input -> given.add(input.name()));
    return of(graph.nodes(), given, graph.wanted());
  }

  /**
   * The same of nodes by themselves.
   *
   * @param given names of values that are known
   * @throws ReferenceException as above
   */
  static List<Node> of(List<Node> nodes, Set<String> given, List<String> wanted) {
    NodeOrder order = new NodeOrder(nodes, given);
    order.markNeeded(wanted);
    return order.sort();
  }

  private void markNeeded(List<String> wanted) {
    Deque<Integer> open = new ArrayDeque<>();
    wanted.forEach(name -> mark(name, "the graph", open));
    while (!open.isEmpty()) {
      Node node = nodes.get(open.pop());
      reads(node).forEach(input -> mark(input, node.place(), open));
    }
  }

  /** The inputs of a node, and what its subgraphs read of what other nodes compute. */
  private List<String> reads(Node node) {
    List<String> reads = new ArrayList<>(node.inputs());
    node.readInside().stream().filter(producers::containsKey).forEach(reads::add);
    return reads;
  }

  private void mark(String name, String reader, Deque<Integer> open) {
    Integer producer = producers.get(name);
    if (producer == null && !name.isEmpty() && !given.contains(name)) {
      throw new ReferenceException(reader + " reads \"" + name + "\", which nothing computes");
    }
    if (producer != null && !needed.get(producer)) {
      needed.set(producer);
      open.push(producer);
    }
  }

  private List<Node> sort() {
    int[] missing = new int[nodes.size()];
    Map<Integer, List<Integer>> readers = new HashMap<>();
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    needed.stream().forEach(node -> missing[node] = register(node, readers));
    needed.stream().filter(node -> missing[node] == 0).forEach(ready::add);
    List<Node> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.remove();
      sorted.add(nodes.get(next));
      for (int reader : readers.getOrDefault(next, List.of())) {
        if (--missing[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    if (sorted.size() < needed.cardinality()) {
      needed.stream().filter(node -> missing[node] > 0).findFirst().ifPresent(this::refuseCycle);
    }
    return List.copyOf(sorted);
  }

  private void refuseCycle(int node) {
    throw new ReferenceException(
        nodes.get(node).place() + " reads what depends on its own results");
  }

  /** The number of nodes that one reads, each counted once. */
  private int register(int node, Map<Integer, List<Integer>> readers) {
    Set<Integer> read = new HashSet<>();
    for (String input : reads(nodes.get(node))) {
      Integer producer = producers.get(input);
      if (producer != null && read.add(producer)) {
        readers.computeIfAbsent(producer, key -> new ArrayList<>()).add(node);
      }
    }
    return read.size();
  }
}
