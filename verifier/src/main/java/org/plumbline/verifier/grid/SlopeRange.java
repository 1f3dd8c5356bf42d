package org.plumbline.verifier.grid;

import org.plumbline.network.interval.Rounding;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Bends;

/**
 * Between what and what the slopes of secants of an activation lie on an interval: {@code lower ≤
 * (σ(u) − σ(v)) / (u − v) ≤ upper} for all u ≠ v in it. Infinite where there is no such bound.
 *
 * <p>By the mean value theorem these are bounds of σ'. Monotone pieces of σ' have them at their
 * ends; what the evaluation of σ' in double may be off by is added, relative to terms of which σ'
 * is a difference.
 */
record SlopeRange(double lower, double upper) {
  private static final double SLACK = 0x1p-40;

  /** Up to here repeated multiplication is within the slack. */
  private static final double LARGEST_EXPONENT = 64;

  private static final SlopeRange NONE =
      new SlopeRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  static SlopeRange of(Activation activation, double low, double high) {
    if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      return NONE;
    }
    return switch (activation.kind()) {
      case RELU -> kink(0, 1, low > 0, high < 0);
      case LEAKY_RELU -> kink(activation.first(), 1, low > 0, high < 0);
      case CLIP -> clip(activation, low, high);
      case SIGN -> low > 0 || high < 0 ? new SlopeRange(0, 0) : NONE;
      case FLOOR, ROUND ->
          activation.value(low) == activation.value(high) ? new SlopeRange(0, 0) : NONE;
      case SIGMOID, TANH -> bell(activation, low, high);
      case EXP -> between(Math.exp(low), Math.exp(high), 0);
      case LOG -> low > 0 ? between(1 / low, 1 / high, 0) : NONE;
      case SQRT -> low > 0 ? between(0.5 / Math.sqrt(low), 0.5 / Math.sqrt(high), 0) : NONE;
      case RECIPROCAL ->
          low > 0 || high < 0 ? between(-1 / (low * low), -1 / (high * high), 0) : NONE;
      case POWER -> power(activation, low, high);
      case SIN, COS -> new SlopeRange(-1, 1);
      default -> bent(activation, low, high);
    };
  }

  private static SlopeRange kink(double left, double right, boolean isRight, boolean isLeft) {
    double from = isRight ? right : left;
    double to = isLeft ? left : right;
    return new SlopeRange(Math.min(from, to), Math.max(from, to));
  }

  private static SlopeRange clip(Activation clip, double low, double high) {
    boolean isInside = low > clip.first() && high < clip.second();
    boolean isOutside = high < clip.first() || low > clip.second();
    return new SlopeRange(isInside ? 1 : 0, isOutside ? 0 : 1);
  }

  private static SlopeRange bent(Activation activation, double low, double high) {
    double[] slopes = Bends.slopes(activation, low, high);
    return between(slopes[0], slopes[1], 0);
  }

  /** σ' rises up to 0 and falls from there. */
  private static SlopeRange bell(Activation activation, double low, double high) {
    double left = activation.derivative(low);
    double right = activation.derivative(high);
    double top = low <= 0 && high >= 0 ? activation.derivative(0) : Math.max(left, right);
    return between(Math.min(left, right), top, 1);
  }

  /** n·xⁿ⁻¹ is monotone on either side of 0. */
  private static SlopeRange power(Activation activation, double low, double high) {
    if (activation.first() > LARGEST_EXPONENT) {
      return NONE;
    }
    double left = activation.derivative(low);
    double right = activation.derivative(high);
    double middle = low <= 0 && high >= 0 ? activation.derivative(0) : left;
    return between(
        Math.min(middle, Math.min(left, right)), Math.max(middle, Math.max(left, right)), 0);
  }

  /** Rounded outward; what is off absolutely is in the given unit. */
  private static SlopeRange between(double one, double other, double unit) {
    double low = Math.min(one, other);
    double high = Math.max(one, other);
    if (!(high - low < Double.POSITIVE_INFINITY)) {
      return NONE;
    }
    double slack = SLACK * unit + Rounding.UNDERFLOW;
    return new SlopeRange(
        low - SLACK * Math.abs(low) - slack, high + SLACK * Math.abs(high) + slack);
  }
}
