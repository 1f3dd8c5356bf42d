package org.plumbline.specs.pattern;

import java.util.Arrays;

/**
 * Numbers neurons without gaps over all layers, layer after layer.
 *
 * @param firsts the number of each layer's first neuron, then how many neurons there are
 */
record NeuronNumbers(int[] firsts) {

  static NeuronNumbers of(int[] widths) {
    int[] firsts = new int[widths.length + 1];
    for (int k = 0; k < widths.length; k++) {
      if (widths[k] < 1) {
        throw new IllegalArgumentException("a layer of " + widths[k] + " neurons");
      }
      firsts[k + 1] = Math.addExact(firsts[k], widths[k]);
    }
    return new NeuronNumbers(firsts);
  }

  int neurons() {
    return firsts[firsts.length - 1];
  }

  int[] widths() {
    int[] widths = new int[firsts.length - 1];
    Arrays.setAll(widths, k -> firsts[k + 1] - firsts[k]);
    return widths;
  }

  /** The number of a layer's first neuron; of the layer after the last one, all neurons. */
  int first(int layer) {
    return firsts[layer - 1];
  }

  int number(int layer, int neuron) {
    if (layer < 1
        || layer >= firsts.length
        || neuron < 0
        || neuron >= firsts[layer] - firsts[layer - 1]) {
      throw new IllegalArgumentException(
          "there is no neuron " + neuron + " in activation layer " + layer);
    }
    return firsts[layer - 1] + neuron;
  }

  int number(Literal literal) {
    return number(literal.layer(), literal.neuron());
  }

  Literal literal(int number, Phase phase) {
    int place = Arrays.binarySearch(firsts, number);
    int layer = place >= 0 ? place + 1 : -place - 1;
    return new Literal(layer, number - firsts[layer - 1], phase);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NeuronNumbers numbers && Arrays.equals(firsts, numbers.firsts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(firsts);
  }
}
