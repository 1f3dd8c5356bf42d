package org.plumbline.specs.pattern;

import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;

/** The difference of two equal numbers that overflow is not a number. */
final class Overflow {
  private Overflow() {}

  /** Ten times each input; ReLU of the difference, and of the first; two classes. */
  static Network network() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int great = builder.add(new AffineLayer(0, dense(10, 0, 0, 10)));
    int hidden = builder.add(new ActivationLayer(great, 2, Activation.RELU));
    int apart = builder.add(new AffineLayer(hidden, dense(1, -1, 1, 0)));
    int last = builder.add(new ActivationLayer(apart, 2, Activation.RELU));
    builder.add(new AffineLayer(last, dense(1, 0, 0, 1)));
    return builder.build();
  }

  private static DenseMap dense(double... weights) {
    return new DenseMap(2, 2, weights);
  }
}
