package org.plumbline.soundness.rewriting;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.soundness.circuit.Dense;
import org.plumbline.soundness.circuit.ReluNetwork;

/** Adds a layer that computes {@code max(0, I·x)} after every hidden layer. */
public final class IdentityLayers implements Rewriting {
  @Override
  public ReluNetwork rewrite(ReluNetwork network, SplittableRandom random) {
    List<Dense> layers = new ArrayList<>();
    for (int k = 0; k < network.layers().size(); k++) {
      Dense layer = network.layers().get(k);
      layers.add(layer);
      if (k + 1 < network.layers().size()) {
        layers.add(identity(layer.outputs()));
      }
    }
    return new ReluNetwork(network.inputs(), layers);
  }

  private static Dense identity(int size) {
    double[][] weights = new double[size][size];
    for (int i = 0; i < size; i++) {
      weights[i][i] = 1;
    }
    return new Dense(weights, new double[size]);
  }
}
