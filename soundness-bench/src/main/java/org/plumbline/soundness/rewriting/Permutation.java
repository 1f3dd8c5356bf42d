package org.plumbline.soundness.rewriting;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.soundness.circuit.Dense;
import org.plumbline.soundness.circuit.ReluNetwork;

/** Renumbers the neurons of every hidden layer. */
public final class Permutation implements Rewriting {
  @Override
  public ReluNetwork rewrite(ReluNetwork network, SplittableRandom random) {
    List<Dense> layers = new ArrayList<>();
    network.layers().forEach(layer -> layers.add(layer.copy()));
    for (int k = 0; k + 1 < layers.size(); k++) {
      Dense own = layers.get(k);
      for (int j = own.outputs() - 1; j > 0; j--) {
        swap(own, layers.get(k + 1), j, random.nextInt(j + 1));
      }
    }
    return new ReluNetwork(network.inputs(), layers);
  }

  private static void swap(Dense own, Dense next, int a, int b) {
    double[] row = own.weights()[a];
    own.weights()[a] = own.weights()[b];
    own.weights()[b] = row;
    swap(own.bias(), a, b);
    for (double[] outgoing : next.weights()) {
      swap(outgoing, a, b);
    }
  }

  private static void swap(double[] values, int a, int b) {
    double value = values[a];
    values[a] = values[b];
    values[b] = value;
  }
}
