package org.plumbline.verifier.bounds.activation;

import org.plumbline.network.model.Activation;

/** Where smooth activations bend: guides the choice of slopes, and proves nothing. */
final class Curvature {
  private Curvature() {}

  /** 1 where σ is convex on the interval, −1 where it is concave, 0 where neither or not known. */
  static int of(Activation activation, double low, double high) {
    return switch (activation.kind()) {
      case EXP -> 1;
      case LOG, SQRT -> -1;
      case RECIPROCAL -> low > 0 ? 1 : high < 0 ? -1 : 0;
      case POWER -> activation.first() % 2 == 0 || low >= 0 ? 1 : high <= 0 ? -1 : 0;
      case SIN -> ofSine(low, high);
      case COS -> ofSine(low + Math.PI / 2, high + Math.PI / 2);
      default -> 0;
    };
  }

  /** The sine is concave on [0, π] and convex on [π, 2π]. */
  private static int ofSine(double low, double high) {
    double half = Math.floor(low / Math.PI);
    return high > (half + 1) * Math.PI ? 0 : half % 2 == 0 ? -1 : 1;
  }
}
