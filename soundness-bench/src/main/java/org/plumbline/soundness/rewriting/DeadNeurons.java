package org.plumbline.soundness.rewriting;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.soundness.circuit.Dense;
import org.plumbline.soundness.circuit.ReluNetwork;

/**
 * Adds neurons to every hidden layer but the first that are zero for every input, since none of
 * their weights and biases is positive and what they read is not negative; large weights read them.
 */
public final class DeadNeurons implements Rewriting {
  private static final double LOUD = 1024;

  @Override
  public ReluNetwork rewrite(ReluNetwork network, SplittableRandom random) {
    List<Dense> layers = new ArrayList<>(network.layers());
    for (int k = 1; k + 1 < layers.size(); k++) {
      layers.set(k, withDeadNeuron(layers.get(k), random));
      layers.set(k + 1, reading(layers.get(k + 1)));
    }
    return new ReluNetwork(network.inputs(), layers);
  }

  private static Dense withDeadNeuron(Dense layer, SplittableRandom random) {
    double[][] weights = new double[layer.outputs() + 1][];
    double[] bias = new double[weights.length];
    for (int j = 0; j < layer.outputs(); j++) {
      weights[j] = layer.weights()[j].clone();
      bias[j] = layer.bias()[j];
    }
    weights[layer.outputs()] = new double[layer.inputs()];
    for (int i = 0; i < layer.inputs(); i++) {
      weights[layer.outputs()][i] = -random.nextInt(3);
    }
    return new Dense(weights, bias);
  }

  private static Dense reading(Dense layer) {
    double[][] weights = new double[layer.outputs()][layer.inputs() + 1];
    for (int o = 0; o < weights.length; o++) {
      System.arraycopy(layer.weights()[o], 0, weights[o], 0, layer.inputs());
      weights[o][layer.inputs()] = o % 2 == 0 ? LOUD : -LOUD;
    }
    return new Dense(weights, layer.bias().clone());
  }
}
