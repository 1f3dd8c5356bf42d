package org.plumbline.verifier.dlv;

import java.util.Arrays;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.SoftmaxTail;

/**
 * Probabilities of classes: the outputs of a network that ends in a softmax, else their softmax.
 */
public final class Confidence {
  private final boolean areProbabilities;

  Confidence(Network network) {
    this.areProbabilities = SoftmaxTail.of(network).isPresent();
  }

  double of(int label, double[] outputs) {
    if (areProbabilities) {
      return outputs[label];
    }
    double sum = Arrays.stream(outputs).map(y -> Math.exp(y - outputs[label])).sum();
    return 1 / sum;
  }

  /** The first class of greatest output among all others, which may tie. */
  static int rival(int label, double[] outputs) {
    double[] others = outputs.clone();
    others[label] = Double.NEGATIVE_INFINITY;
    return label(others);
  }

  /** The first class of greatest output. */
  public static int label(double[] outputs) {
    int best = 0;
    for (int j = 1; j < outputs.length; j++) {
      best = outputs[j] > outputs[best] ? j : best;
    }
    return best;
  }
}
