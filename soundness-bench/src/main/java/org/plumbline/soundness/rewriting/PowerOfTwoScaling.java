package org.plumbline.soundness.rewriting;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.plumbline.soundness.circuit.Dense;
import org.plumbline.soundness.circuit.ReluNetwork;

/**
 * Scales every hidden neuron by a power of two and what reads it by the inverse: {@code max(0,
 * 2ᵏ·z)·2⁻ᵏ = max(0, z)}, without rounding in any binary arithmetic.
 *
 * @param most greatest |k|
 */
public record PowerOfTwoScaling(int most) implements Rewriting {
  @Override
  public ReluNetwork rewrite(ReluNetwork network, SplittableRandom random) {
    List<Dense> layers = new ArrayList<>();
    network.layers().forEach(layer -> layers.add(layer.copy()));
    for (int k = 0; k + 1 < layers.size(); k++) {
      Dense own = layers.get(k);
      for (int j = 0; j < own.outputs(); j++) {
        int exponent = random.nextInt(2 * most + 1) - most;
        for (int i = 0; i < own.inputs(); i++) {
          own.weights()[j][i] = Math.scalb(own.weights()[j][i], exponent);
        }
        own.bias()[j] = Math.scalb(own.bias()[j], exponent);
        for (double[] outgoing : layers.get(k + 1).weights()) {
          outgoing[j] = Math.scalb(outgoing[j], -exponent);
        }
      }
    }
    return new ReluNetwork(network.inputs(), layers);
  }
}
