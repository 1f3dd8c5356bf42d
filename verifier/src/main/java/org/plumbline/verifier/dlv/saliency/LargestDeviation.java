package org.plumbline.verifier.dlv.saliency;

import java.util.Arrays;

/**
 * The paper's choice: neurons far from the layer's mean, {@code |aᵢ − mean(a)|}. Its code takes the
 * mean of a wrong count for layers with channels, and no true greatest; both are right here.
 */
public final class LargestDeviation implements Saliency {
  @Override
  public double[] scores(Activations at) {
    double[] activation = Arrays.copyOf(at.trace()[at.layer()], at.size());
    double mean = Arrays.stream(activation).average().orElse(0);
    return Arrays.stream(activation).map(a -> Math.abs(a - mean)).toArray();
  }
}
