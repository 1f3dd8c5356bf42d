package org.plumbline.verifier.samples;

import java.util.Arrays;
import java.util.Random;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;

/** Networks so small that everything about them can be found out. */
public final class SmallNetworks {
  private SmallNetworks() {}

  /** One affine layer; weights row by row, one row for each bias. */
  public static Network affine(double[] weights, double[] bias) {
    int inputs = weights.length / bias.length;
    NetworkBuilder builder = new NetworkBuilder(1, inputs);
    builder.add(new AffineLayer(0, new DenseMap(bias.length, inputs, weights), bias));
    return builder.build();
  }

  /**
   * Affine layers with ReLUs between, weights normal, biases normal with deviation 0.3.
   *
   * @param sizes of the input, of hidden layers and of the output
   */
  public static Network relu(Random random, int... sizes) {
    NetworkBuilder builder = new NetworkBuilder(1, sizes[0]);
    int below = 0;
    for (int k = 1; k < sizes.length; k++) {
      below = builder.add(layer(random, below, sizes[k], sizes[k - 1]));
      if (k < sizes.length - 1) {
        below = builder.add(new ActivationLayer(below, sizes[k], Activation.RELU));
      }
    }
    return builder.build();
  }

  private static AffineLayer layer(Random random, int source, int rows, int columns) {
    double[] weights = new double[rows * columns];
    double[] bias = new double[rows];
    Arrays.setAll(weights, i -> random.nextGaussian());
    Arrays.setAll(bias, i -> 0.3 * random.nextGaussian());
    return new AffineLayer(source, new DenseMap(rows, columns, weights), bias);
  }
}
