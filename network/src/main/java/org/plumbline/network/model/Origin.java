package org.plumbline.network.model;

import java.util.stream.IntStream;

/**
 * Where the neurons of a network made for a search come from in the network that was asked about.
 *
 * @param layer one per layer of the search's network
 * @param neurons one array per layer, or null where all neurons keep their numbers
 */
public record Origin(int[] layer, int[][] neurons) {
  public static Origin ofLayers(int[] layer) {
    return new Origin(layer, new int[layer.length][]);
  }

  /** Of a network for itself. */
  public static Origin identity(int depth) {
    return ofLayers(IntStream.range(0, depth).toArray());
  }

  /** Of a slice. */
  public static Origin of(NetworkSlice slice) {
    int[] layer = new int[slice.network().depth()];
    int[][] neurons = new int[layer.length][];
    for (int k = 0; k < slice.layer().length; k++) {
      if (slice.layer()[k] >= 0) {
        layer[slice.layer()[k]] = k;
        neurons[slice.layer()[k]] = slice.neurons()[k];
      }
    }
    return new Origin(layer, neurons);
  }

  public int layer(int k) {
    return layer[k];
  }

  public int neuron(int k, int i) {
    return neurons[k] == null ? i : neurons[k][i];
  }

  /** For a network made of the one that this is for. */
  public Origin of(Origin next) {
    int depth = next.layer.length;
    int[] composed = new int[depth];
    int[][] numbers = new int[depth][];
    for (int k = 0; k < depth; k++) {
      int between = next.layer[k];
      composed[k] = layer[between];
      int[] some = next.neurons[k];
      if (some == null) {
        numbers[k] = neurons[between];
      } else {
        numbers[k] = new int[some.length];
        for (int i = 0; i < some.length; i++) {
          numbers[k][i] = neuron(between, some[i]);
        }
      }
    }
    return new Origin(composed, numbers);
  }
}
