package org.plumbline.certificates.check;

import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;

/**
 * How far the value that a deployed network computes for a neuron in IEEE binary32 may be from the
 * exact affine function of the values that it computes for the layers before.
 *
 * <p>A sum of n products and a bias, in any order, with or without fused multiply-add, is off by at
 * most {@code γₙ₊₂ (Σ|w||z| + |b|)} with {@code γₘ = m·2⁻²⁴ / (1 − m·2⁻²⁴)} (Higham, 3.1), and by
 * {@code (n + Σ|w|)·2⁻¹²⁵} where results or operands are so small that they are rounded to, or
 * flushed to, zero. A runtime may add a bias, scale or residual to a matrix product before that is
 * rounded, so n counts the products of the affine layers directly before as well; for matrices that
 * are multiplied with each other this is not enough. ReLU, Clip, Sign, Floor and maxima are exact.
 * Other activations are not covered, nor are coefficients that are no binary32 numbers, or
 * subnormal ones, which may be flushed as well.
 */
final class Float32Errors {
  private static final double UNIT = 0x1p-24;
  private static final double UNDERFLOW = 0x1p-125;

  /** Sums below this one do not overflow, whatever their order. */
  private static final double LARGEST = 0x1p126;

  private final CheckedNetwork network;
  private final long[] summands;

  Float32Errors(CheckedNetwork network) {
    this.network = network;
    this.summands = new long[network.depth()];
    for (int k = 1; k < summands.length; k++) {
      AffineRows affine = network.affine(k);
      for (int t = 0; affine != null && t < affine.terms(); t++) {
        summands[k] += summands[affine.source(t)];
        summands[k] += affine.chain(t).stream().mapToLong(SparseRows::mostPerRow).sum();
      }
    }
  }

  /** Whether what a layer computes is known. */
  static boolean isCovered(CheckedNetwork network, int k) {
    AffineRows affine = network.affine(k);
    Layer layer = network.layer(k);
    if (affine != null) {
      return affine.isFloat32();
    }
    if (layer instanceof ActivationLayer act) {
      Activation.Kind kind = act.activation().kind();
      return switch (kind) {
        case RELU, SIGN, FLOOR -> true;
        case CLIP -> isFloat32(act.activation().first()) && isFloat32(act.activation().second());
        default -> false;
      };
    }
    return layer instanceof MaximumLayer;
  }

  /** Whether any arithmetic takes a coefficient as it is. */
  static boolean isFloat32(double value) {
    return (float) value == value && (value == 0 || Math.abs(value) >= Float.MIN_NORMAL);
  }

  /**
   * For one neuron of an affine layer.
   *
   * @param terms at least {@code Σ|w||z|}
   * @param weights at least {@code Σ|w|}
   */
  double of(int layer, double terms, double weights, double bias) {
    double size = terms + Math.abs(bias);
    double m = summands[layer] + 2.0;
    if (!(size < LARGEST) || m > 0x1p20) {
      return Double.POSITIVE_INFINITY;
    }
    double gamma = 1.01 * m * UNIT / (1 - m * UNIT);
    return Roundoff.inflate(gamma * size + (m + weights) * UNDERFLOW);
  }
}
