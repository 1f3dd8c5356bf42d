package org.plumbline.verifier.branching.trees;

import java.util.Arrays;
import org.plumbline.verifier.bounds.GeneratorSpace;

/** Spaces of which only the places count. */
final class PricingSpaces {
  private PricingSpaces() {}

  /** A space whose places are neurons of one ReLU layer. */
  static GeneratorSpace withPlaces(int relu, int... neurons) {
    int n = neurons.length;
    int[] layers = new int[n];
    Arrays.fill(layers, relu);
    return new GeneratorSpace(
        0,
        new double[n],
        new double[n][n],
        new double[n],
        new int[n],
        new double[n],
        new double[n],
        layers,
        neurons.clone());
  }
}
