package org.plumbline.verifier.bounds;

import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * Two lines around every neuron of every activation layer, {@code lowerSlope·x + lowerOffset ≤ σ(x)
 * ≤ upperSlope·x + upperOffset}, for a number of subproblems or of rows: four arrays {@code [count
 * × neurons]} per layer. Layers that read pairs (a, b) have planes, whose slopes in b are the
 * second slopes. A buffer.
 */
final class Lines {
  private final Network network;
  private final double[][] lowerSlope;
  private final double[][] lowerOffset;
  private final double[][] upperSlope;
  private final double[][] upperOffset;
  private final double[][] lowerSecond;
  private final double[][] upperSecond;

  Lines(Network network) {
    this.network = network;
    int depth = network.depth();
    lowerSlope = new double[depth][];
    lowerOffset = new double[depth][];
    upperSlope = new double[depth][];
    upperOffset = new double[depth][];
    lowerSecond = new double[depth][];
    upperSecond = new double[depth][];
  }

  private boolean hasPlanes(int k) {
    return network.layer(k) instanceof ProductLayer
        || network.layer(k) instanceof ReluDifferenceLayer;
  }

  /** Makes room for the lines of layer k, an activation, or its planes. */
  void reserve(int k, int count) {
    int needed = count * network.layer(k).size();
    if (lowerSlope[k] == null || lowerSlope[k].length < needed) {
      lowerSlope[k] = new double[needed];
      lowerOffset[k] = new double[needed];
      upperSlope[k] = new double[needed];
      upperOffset[k] = new double[needed];
      if (hasPlanes(k)) {
        lowerSecond[k] = new double[needed];
        upperSecond[k] = new double[needed];
      }
    }
  }

  /** One copy per row of the lines of the row's owner, for all activations up to a layer. */
  void copyPerRow(Lines perOwner, int[] owner, int rows, int lastLayer) {
    for (int k = 1; k <= lastLayer; k++) {
      boolean hasPlanes = hasPlanes(k);
      if (hasPlanes || network.layer(k) instanceof ActivationLayer) {
        reserve(k, rows);
        int n = network.layer(k).size();
        for (int r = 0; r < rows; r++) {
          int from = owner[r] * n;
          System.arraycopy(perOwner.lowerSlope[k], from, lowerSlope[k], r * n, n);
          System.arraycopy(perOwner.lowerOffset[k], from, lowerOffset[k], r * n, n);
          System.arraycopy(perOwner.upperSlope[k], from, upperSlope[k], r * n, n);
          System.arraycopy(perOwner.upperOffset[k], from, upperOffset[k], r * n, n);
          if (hasPlanes) {
            System.arraycopy(perOwner.lowerSecond[k], from, lowerSecond[k], r * n, n);
            System.arraycopy(perOwner.upperSecond[k], from, upperSecond[k], r * n, n);
          }
        }
      }
    }
  }

  double[] lowerSlope(int k) {
    return lowerSlope[k];
  }

  double[] lowerOffset(int k) {
    return lowerOffset[k];
  }

  double[] upperSlope(int k) {
    return upperSlope[k];
  }

  double[] upperOffset(int k) {
    return upperOffset[k];
  }

  double[] lowerSecond(int k) {
    return lowerSecond[k];
  }

  double[] upperSecond(int k) {
    return upperSecond[k];
  }
}
