package org.plumbline.verifier.bounds;

import org.plumbline.network.interval.Rounding;
import org.plumbline.network.model.Activation;

/** How large |σ(x)| can be for |x| ≤ m. */
final class MagnitudeRule {
  private MagnitudeRule() {}

  static double of(Activation activation, double magnitude) {
    return switch (activation.kind()) {
      case RELU -> magnitude;
      case LEAKY_RELU -> Rounding.inflate(magnitude * Math.max(1, Math.abs(activation.first())));
      case CLIP -> Math.max(Math.abs(activation.first()), Math.abs(activation.second()));
      case SIGN, SIGMOID, TANH, SIN, COS -> 1;
      case FLOOR -> magnitude + 1;
      case EXP -> Rounding.inflate(Math.exp(magnitude));
      case SQRT -> Rounding.inflate(Math.sqrt(magnitude));
      case POWER -> Rounding.inflate(activation.value(magnitude));
      case LOG, RECIPROCAL -> Double.POSITIVE_INFINITY;
    };
  }
}
