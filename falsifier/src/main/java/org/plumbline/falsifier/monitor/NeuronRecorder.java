package org.plumbline.falsifier.monitor;

import java.util.Arrays;
import java.util.List;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;

/**
 * Reads the values of neurons after their activation, and of the outputs. They are numbered layer
 * after layer, the outputs last.
 */
final class NeuronRecorder {
  private final Network network;
  private final ForwardPass forward;
  private final int[] layers;
  private final int[] firsts;

  NeuronRecorder(Network network, Gemm gemm) {
    this.network = network;
    this.forward = new ForwardPass(network, gemm);
    int[] found = new int[network.depth()];
    int count = 0;
    for (int k = 1; k < network.depth(); k++) {
      if (network.layer(k) instanceof ActivationLayer || k == network.outputIndex()) {
        found[count++] = k;
      }
    }
    this.layers = Arrays.copyOf(found, count);
    this.firsts = new int[count + 1];
    for (int l = 0; l < count; l++) {
      firsts[l + 1] = Math.addExact(firsts[l], network.layer(layers[l]).size());
    }
  }

  int inputs() {
    return network.inputSize();
  }

  int classes() {
    return network.outputSize();
  }

  /** How many there are. */
  int neurons() {
    return firsts[layers.length];
  }

  /**
   * What some neurons did on one image.
   *
   * @param label the network's class
   * @param values in the order of the neurons asked for
   */
  record Recording(int label, double[] values) {}

  Recording of(double[] image, int[] neurons) {
    return of(image, List.of(neurons)).get(0);
  }

  /** What several groups of neurons did on one image. */
  List<Recording> of(double[] image, List<int[]> groups) {
    double[][] trace = forward.trace(1, image);
    int label = BlackBox.winner(trace[network.outputIndex()], 0, network.outputSize());
    return groups.stream().map(group -> new Recording(label, values(trace, group))).toList();
  }

  private double[] values(double[][] trace, int[] neurons) {
    double[] values = new double[neurons.length];
    for (int k = 0; k < neurons.length; k++) {
      int place = Arrays.binarySearch(firsts, neurons[k]);
      int layer = place >= 0 ? place : -place - 2;
      values[k] = trace[layers[layer]][neurons[k] - firsts[layer]];
    }
    return values;
  }
}
