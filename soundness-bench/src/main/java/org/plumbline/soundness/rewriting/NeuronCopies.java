package org.plumbline.soundness.rewriting;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.soundness.circuit.Dense;
import org.plumbline.soundness.circuit.ReluNetwork;

/**
 * Gives every hidden neuron a copy, and shares its outgoing weights among the two: the first gets
 * {@code w/2 + c}, the copy {@code w/2 − c}.
 *
 * @param cancelling c: zero splits a ReLU in halves, a large one lets two large numbers cancel
 */
public record NeuronCopies(double cancelling) implements Rewriting {
  @Override
  public ReluNetwork rewrite(ReluNetwork network, SplittableRandom random) {
    List<Dense> layers = new ArrayList<>(network.layers());
    for (int k = 0; k + 1 < layers.size(); k++) {
      layers.set(k, doubled(layers.get(k)));
      layers.set(k + 1, sharing(layers.get(k + 1), random));
    }
    return new ReluNetwork(network.inputs(), layers);
  }

  private static Dense doubled(Dense layer) {
    double[][] weights = new double[2 * layer.outputs()][];
    double[] bias = new double[weights.length];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = layer.weights()[j / 2].clone();
      bias[j] = layer.bias()[j / 2];
    }
    return new Dense(weights, bias);
  }

  private Dense sharing(Dense layer, SplittableRandom random) {
    double[][] weights = new double[layer.outputs()][2 * layer.inputs()];
    for (int o = 0; o < weights.length; o++) {
      for (int i = 0; i < layer.inputs(); i++) {
        double half = layer.weights()[o][i] / 2;
        double shift = random.nextBoolean() ? cancelling : -cancelling;
        weights[o][2 * i] = half + shift;
        weights[o][2 * i + 1] = half - shift;
      }
    }
    return new Dense(weights, layer.bias().clone());
  }
}
