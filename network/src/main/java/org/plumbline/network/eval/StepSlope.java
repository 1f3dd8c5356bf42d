package org.plumbline.network.eval;

import org.plumbline.network.model.Activation;

/**
 * A slope for activations whose derivative is zero, so that gradients find a way through them: the
 * straight-through estimator (Bengio, Léonard and Courville, <em>Estimating or Propagating
 * Gradients Through Stochastic Neurons for Conditional Computation</em>, 2013). Floor and rounding
 * count as the identity. A sign counts as {@code 2/π·arctan(x/s)} but for a constant, with s the
 * mean of |x| over the layer: unlike the usual clip at 1 this suits inputs of any scale, leaves no
 * neuron without a slope, and prefers those that are about to change sign.
 */
final class StepSlope {
  private StepSlope() {}

  static boolean isFor(Activation activation) {
    return switch (activation.kind()) {
      case SIGN, FLOOR, ROUND -> true;
      default -> false;
    };
  }

  /** Adds the adjoint of one point, n values from the offset on, to that of the layer before. */
  static void moveBack(
      Activation activation, int offset, int n, double[] x, double[] adjoint, double[] back) {
    boolean isSign = activation.kind() == Activation.Kind.SIGN;
    double width = isSign ? meanMagnitude(offset, n, x) : 0;
    for (int i = offset; i < offset + n; i++) {
      double t = x[i] / width;
      back[i] += width > 0 ? adjoint[i] / (width * (1 + t * t)) : adjoint[i];
    }
  }

  private static double meanMagnitude(int offset, int n, double[] x) {
    double sum = 0;
    for (int i = offset; i < offset + n; i++) {
      sum += Math.abs(x[i]);
    }
    return sum / n;
  }
}
