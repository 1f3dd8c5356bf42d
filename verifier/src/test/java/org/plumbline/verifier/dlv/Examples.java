package org.plumbline.verifier.dlv;

import java.util.Random;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.verifier.bounds.RandomNetworks;

/** Networks for the tests of this package. */
public final class Examples {
  private Examples() {}

  /** Two classes of one input x: {@code y₀ = 1/2}, {@code y₁ = relu(1 − 8·|x − 1/4|)}, a spike. */
  static Network spike() {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int z =
        builder.add(
            new AffineLayer(
                0, new DenseMap(2, 1, new double[] {1, -1}), new double[] {-0.25, 0.25}));
    int distance = builder.add(new ActivationLayer(z, 2, Activation.RELU));
    int height =
        builder.add(
            new AffineLayer(distance, new DenseMap(1, 2, new double[] {-8, -8}), new double[] {1}));
    int spike = builder.add(new ActivationLayer(height, 1, Activation.RELU));
    builder.add(
        new AffineLayer(spike, new DenseMap(2, 1, new double[] {0, 1}), new double[] {0.5, 0}));
    return builder.build();
  }

  /** {@code y = (σ(x), 0)}. */
  public static Network behind(Activation activation) {
    NetworkBuilder builder = new NetworkBuilder(1, 1);
    int h = builder.add(new ActivationLayer(0, 1, activation));
    builder.add(new AffineLayer(h, new DenseMap(2, 1, new double[] {1, 0})));
    return builder.build();
  }

  /** A random ReLU network with two or three classes. */
  public static Network classifier(Random random) {
    Network network = RandomNetworks.dense(random, true);
    while (network.outputSize() < 2) {
      network = RandomNetworks.dense(random, true);
    }
    return network;
  }
}
