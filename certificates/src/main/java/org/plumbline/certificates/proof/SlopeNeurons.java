package org.plumbline.certificates.proof;

import java.util.Arrays;
import org.plumbline.certificates.slope.SlopeFan;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;

/**
 * The neurons of a case that a certificate gives slopes for, in the order in which it gives them:
 * layers ascending, neurons ascending. They are ReLUs, other activations that have a {@link
 * SlopeFan}, or products.
 */
public final class SlopeNeurons {
  /** Neurons of a layer for each of them that has slopes, where a table of all is worth it. */
  private static final int SPARSE = 64;

  private final int[][] neurons;
  private final int[] before;
  private final int[][] place;

  /**
   * @param neurons by layer, ascending indices into the layer; empty where a layer has none
   */
  public SlopeNeurons(int[][] neurons) {
    this.neurons = neurons;
    this.before = new int[neurons.length + 1];
    for (int k = 0; k < neurons.length; k++) {
      before[k + 1] = before[k] + neurons[k].length;
    }
    this.place = Arrays.stream(neurons).map(SlopeNeurons::places).toArray(int[][]::new);
  }

  public static SlopeNeurons none(int depth) {
    return new SlopeNeurons(new int[depth][0]);
  }

  public int count() {
    return before[neurons.length];
  }

  /** How many come before a layer. */
  public int before(int layer) {
    return before[layer];
  }

  /** The position of a neuron, or −1. */
  public int position(int layer, int neuron) {
    if (layer >= neurons.length) {
      return -1;
    }
    int[] places = place[layer];
    if (places != null) {
      int found = neuron < places.length ? places[neuron] : -1;
      return found < 0 ? -1 : before[layer] + found;
    }
    int found = Arrays.binarySearch(neurons[layer], neuron);
    return found < 0 ? -1 : before[layer] + found;
  }

  /** Memory that a table of a layer's neurons takes, which are ascending. */
  static long tableBytes(int[] neurons) {
    return (long) Integer.BYTES * Math.max(0, tableSize(neurons));
  }

  /** Below 0 where a table is not worth it. */
  private static int tableSize(int[] neurons) {
    int end = neurons.length == 0 ? 0 : neurons[neurons.length - 1] + 1;
    return end / SPARSE > neurons.length ? -1 : end;
  }

  /** The place of each neuron among those of a layer, or −1; null where they are few and far. */
  private static int[] places(int[] neurons) {
    int end = tableSize(neurons);
    if (end < 0) {
      return null;
    }
    int[] places = new int[end];
    Arrays.fill(places, -1);
    for (int n = 0; n < neurons.length; n++) {
      if (neurons[n] < 0 || neurons[n] >= end) {
        return null;
      }
      places[neurons[n]] = n;
    }
    return places;
  }

  public int layer(int position) {
    int layer = 0;
    while (before[layer + 1] <= position) {
      layer++;
    }
    return layer;
  }

  public int neuron(int position) {
    int layer = layer(position);
    return neurons[layer][position - before[layer]];
  }

  /** Those of a layer, ascending. */
  public int[] of(int layer) {
    return neurons[layer].clone();
  }

  /** Number of layers. */
  public int depth() {
    return neurons.length;
  }

  /** Whether there can be slopes of the neurons of a layer. */
  public static boolean areOf(Layer layer) {
    return ActivationLayer.isRelu(layer)
        || layer instanceof ProductLayer
        || layer instanceof ActivationLayer act && SlopeFan.isKnown(act.activation());
  }

  /** What the slope neuron at a position reads, if it is a ReLU; else −1. */
  public int sourceOfRelu(int position, Network network) {
    boolean isKnown = position >= 0 && position < count();
    return isKnown && ActivationLayer.isRelu(network.layer(layer(position)))
        ? network.layer(layer(position)).sources()[0]
        : -1;
  }

  /** The first layer where they are no such neurons of a network, each once and in order; or −1. */
  public int layerOfOthers(Network network) {
    for (int k = 0; k < neurons.length; k++) {
      boolean areKnown =
          neurons[k].length == 0
              || k < network.depth()
                  && areOf(network.layer(k))
                  && areAscending(neurons[k], network.layer(k).size());
      if (!areKnown) {
        return k;
      }
    }
    return -1;
  }

  private static boolean areAscending(int[] values, int end) {
    int before = -1;
    for (int value : values) {
      if (value <= before) {
        return false;
      }
      before = value;
    }
    return before < end;
  }
}
