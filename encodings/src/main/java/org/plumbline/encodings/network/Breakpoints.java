package org.plumbline.encodings.network;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Where the pieces of approximated neurons meet: for a curved activation values of what it reads,
 * for a product values of its left factor. More of them make the encoding tighter.
 */
public final class Breakpoints {
  private record Neuron(int layer, int index) {}

  private final Map<Neuron, NavigableSet<Double>> points = new HashMap<>();

  /** Those strictly between two ends, ascending. */
  double[] between(int layer, int neuron, double low, double high) {
    NavigableSet<Double> all = points.getOrDefault(new Neuron(layer, neuron), new TreeSet<>());
    return low < high
        ? all.subSet(low, false, high, false).stream().mapToDouble(p -> p).toArray()
        : new double[0];
  }

  /** Whether it was not there. */
  boolean add(int layer, int neuron, double point) {
    return points.computeIfAbsent(new Neuron(layer, neuron), n -> new TreeSet<>()).add(point);
  }
}
