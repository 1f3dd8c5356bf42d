package org.plumbline.verifier.bounds.sparse;

import java.util.Arrays;

/**
 * Noise symbols in the order of their layers. Each starts as one number: how far it moves one
 * neuron. A list that grows.
 */
final class NoiseSymbols {
  private int[] layer = new int[16];
  private int[] neuron = new int[16];
  private double[] size = new double[16];
  private int count;

  /** Layers must not descend. */
  void add(int ofLayer, int ofNeuron, double ofSize) {
    if (count == layer.length) {
      layer = Arrays.copyOf(layer, 2 * count);
      neuron = Arrays.copyOf(neuron, 2 * count);
      size = Arrays.copyOf(size, 2 * count);
    }
    layer[count] = ofLayer;
    neuron[count] = ofNeuron;
    size[count++] = ofSize;
  }

  int count() {
    return count;
  }

  int layer(int symbol) {
    return layer[symbol];
  }

  int neuron(int symbol) {
    return neuron[symbol];
  }

  double size(int symbol) {
    return size[symbol];
  }

  /** Whether both start alike. */
  boolean isSame(NoiseSymbols other) {
    return count == other.count
        && Arrays.equals(layer, 0, count, other.layer, 0, count)
        && Arrays.equals(neuron, 0, count, other.neuron, 0, count)
        && Arrays.equals(size, 0, count, other.size, 0, count);
  }
}
