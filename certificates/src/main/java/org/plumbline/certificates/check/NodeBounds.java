package org.plumbline.certificates.check;

import java.util.Arrays;
import org.plumbline.network.model.Network;

/**
 * What every counterexample that reaches a node of the proof is known to satisfy: each neuron lies
 * between two doubles, which may be infinite. Bounds only ever get tighter.
 */
final class NodeBounds {
  private final double[][] lower;
  private final double[][] upper;
  private boolean isEmpty;

  NodeBounds(Network network) {
    lower = new double[network.depth()][];
    upper = new double[network.depth()][];
    for (int k = 0; k < network.depth(); k++) {
      lower[k] = new double[network.layer(k).size()];
      upper[k] = new double[network.layer(k).size()];
      Arrays.fill(lower[k], Double.NEGATIVE_INFINITY);
      Arrays.fill(upper[k], Double.POSITIVE_INFINITY);
    }
  }

  private NodeBounds(NodeBounds other) {
    lower = Arrays.stream(other.lower).map(double[]::clone).toArray(double[][]::new);
    upper = Arrays.stream(other.upper).map(double[]::clone).toArray(double[][]::new);
    isEmpty = other.isEmpty;
  }

  NodeBounds copy() {
    return new NodeBounds(this);
  }

  /** Of all neurons of a layer, to be read only. */
  double[] lower(int layer) {
    return lower[layer];
  }

  /** Of all neurons of a layer, to be read only. */
  double[] upper(int layer) {
    return upper[layer];
  }

  double lower(int layer, int neuron) {
    return lower[layer][neuron];
  }

  double upper(int layer, int neuron) {
    return upper[layer][neuron];
  }

  /** A NaN says nothing. */
  void raise(int layer, int neuron, double low) {
    if (low > lower[layer][neuron]) {
      lower[layer][neuron] = low;
      if (lower[layer][neuron] > upper[layer][neuron]) {
        isEmpty = true;
      }
    }
  }

  /** Whether a neuron has no value left: no counterexample reaches the node. */
  boolean isEmpty() {
    return isEmpty;
  }

  /** No counterexample reaches the node. */
  void setEmpty() {
    isEmpty = true;
  }

  /** A NaN says nothing. */
  void reduce(int layer, int neuron, double high) {
    if (high < upper[layer][neuron]) {
      upper[layer][neuron] = high;
      if (lower[layer][neuron] > upper[layer][neuron]) {
        isEmpty = true;
      }
    }
  }

  int size(int layer) {
    return lower[layer].length;
  }

  /** At least the absolute value of a neuron; infinite if a bound is. */
  double magnitude(int layer, int neuron) {
    return Math.max(Math.abs(lower[layer][neuron]), Math.abs(upper[layer][neuron]));
  }
}
