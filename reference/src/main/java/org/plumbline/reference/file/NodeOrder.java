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
  private final Graph graph;
  private final Map<String, Integer> producers = new HashMap<>();
  private final Set<String> given = new HashSet<>();
  private final BitSet needed = new BitSet();

  private NodeOrder(Graph graph) {
    this.graph = graph;
    graph.inputs().forEach(input -> given.add(input.name()));
    given.addAll(graph.initializers().keySet());
    for (Node node : graph.nodes()) {
      node.outputs().forEach(output -> producers.put(output, node.index()));
    }
    producers.remove("");
  }

  /**
   * @throws ReferenceException if the nodes form a cycle or read what nothing computes
   */
  public static List<Node> of(Graph graph) {
    NodeOrder order = new NodeOrder(graph);
    order.markNeeded();
    return order.sort();
  }

  private void markNeeded() {
    Deque<Integer> open = new ArrayDeque<>();
    graph.outputs().forEach(output -> mark(output.name(), "the graph", open));
    while (!open.isEmpty()) {
      Node node = graph.nodes().get(open.pop());
      node.inputs().forEach(input -> mark(input, node.place(), open));
    }
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
    int[] missing = new int[graph.nodes().size()];
    Map<Integer, List<Integer>> readers = new HashMap<>();
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    needed.stream().forEach(node -> missing[node] = register(node, readers));
    needed.stream().filter(node -> missing[node] == 0).forEach(ready::add);
    List<Node> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.remove();
      sorted.add(graph.nodes().get(next));
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
        graph.nodes().get(node).place() + " reads what depends on its own results");
  }

  /** The number of nodes that one reads, each counted once. */
  private int register(int node, Map<Integer, List<Integer>> readers) {
    Set<Integer> read = new HashSet<>();
    for (String input : graph.nodes().get(node).inputs()) {
      Integer producer = producers.get(input);
      if (producer != null && read.add(producer)) {
        readers.computeIfAbsent(producer, key -> new ArrayList<>()).add(node);
      }
    }
    return read.size();
  }
}
