package org.plumbline.verifier.bounds.activation;

import org.plumbline.certificates.slope.SlopeGuess;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Bends;
import org.plumbline.network.model.SmoothFunctions;

/**
 * The one table of linear relaxations of activations, shared by every bound propagation.
 *
 * <p>ReLU on [l, u] with l &lt; 0 &lt; u: above, the chord from (l, 0) to (u, u); below, the line
 * through the origin of slope 1 or 0, whichever leaves the smaller triangle (Zhang et al., CROWN,
 * 2018; Singh et al., DeepPoly, 2019). S-shaped functions: chord or tangent, by convexity; where
 * the interval crosses the inflection, the tangent through the far end; others as {@link
 * SlopeGuess} has it, so that the checker finds the same lines. The offsets come from {@link
 * EnclosingOffset}, so a relaxation is sound whatever slope is chosen.
 */
public final class ActivationRelaxation {
  private static final int TANGENT_STEPS = 30;

  private final Activation activation;
  private final EnclosingOffset offset;

  /** Whether {@link SlopeGuess} chooses. */
  private final boolean isGuessed;

  public ActivationRelaxation(Activation activation) {
    this.activation = activation;
    this.offset = new EnclosingOffset(activation);
    this.isGuessed = Bends.areKnown(activation) || activation.table() != null;
  }

  /**
   * Encloses σ on [low, high]. Where the interval is not finite or the function has no relaxation
   * the lines are infinitely far away: whoever uses them proves nothing.
   */
  public void relax(double low, double high, LinearRelaxation out) {
    if (!offset.encloses(low, high)) {
      unknown(out);
      return;
    }
    switch (activation.kind()) {
      case RELU -> relu(low, high, out);
      case SIGN -> out.set(0, activation.value(low), 0, activation.value(high));
      case FLOOR, ROUND -> {
        StairSlopes stairs = StairSlopes.of(activation, low, high);
        lines(stairs.below(), stairs.above(), low, high, out);
      }
      default -> {
        double chord = chordSlope(low, high);
        lines(lowerSlope(low, high, chord), upperSlope(low, high, chord), low, high, out);
      }
    }
  }

  /** Whether {@link EnclosingOffset} serves σ, so that its lines may take any slope. */
  public static boolean isOptimisable(Activation activation) {
    return switch (activation.kind()) {
      case SIGN, FLOOR, ROUND -> false;
      default -> true;
    };
  }

  /** Encloses σ on [low, high] between two constants, the offsets of lines of slope 0. */
  public void range(double low, double high, LinearRelaxation out) {
    if (!offset.encloses(low, high)) {
      unknown(out);
      return;
    }
    switch (activation.kind()) {
      case RELU, SIGN, FLOOR, ROUND -> out.set(0, activation.value(low), 0, activation.value(high));
      default -> {
        lines(0, 0, low, high, out);
        out.lowerOffset = Math.max(out.lowerOffset, leastEver());
        out.upperOffset = Math.min(out.upperOffset, greatestEver());
      }
    }
  }

  /** What no value of σ is below, which rounding need not pay for. */
  private double leastEver() {
    return switch (activation.kind()) {
      case EXP, SQRT, SIGMOID, SOFTPLUS, INVERSE_ROOT -> 0;
      case POWER -> activation.first() % 2 == 0 ? 0 : Double.NEGATIVE_INFINITY;
      case COSH -> 1;
      case ELU -> activation.first() >= 0 ? -activation.first() : Double.NEGATIVE_INFINITY;
      case TANH, SIN, COS, ERF, SOFTSIGN -> -1;
      default -> Double.NEGATIVE_INFINITY;
    };
  }

  /** What no value of σ is above. */
  private double greatestEver() {
    return switch (activation.kind()) {
      case SIGMOID, TANH, SIN, COS, ERF, SOFTSIGN -> 1;
      default -> Double.POSITIVE_INFINITY;
    };
  }

  /** Encloses σ on [low, high] between two lines of one slope, as zonotopes need. */
  public void relaxParallel(double low, double high, LinearRelaxation out) {
    relax(low, high, out);
    if (out.lowerSlope == out.upperSlope) {
      return;
    }
    double slope =
        switch (activation.kind()) {
          case SIGMOID, TANH -> Math.min(activation.derivative(low), activation.derivative(high));
          case RELU, LEAKY_RELU, CLIP -> out.upperSlope;
          case FLOOR, ROUND -> StairSlopes.of(activation, low, high).parallel();
          default -> isGuessed ? SlopeGuess.parallel(activation, low, high) : chordSlope(low, high);
        };
    lines(slope, slope, low, high, out);
  }

  /** What is known without an interval. */
  private void unknown(LinearRelaxation out) {
    switch (activation.kind()) {
      case SIGN, SIGMOID, TANH, SIN, COS, ERF, SOFTSIGN -> out.set(0, -1, 0, 1);
      case INVERSE_ROOT -> out.set(0, 0, 0, greatestInverseRoot());
      default -> out.set(0, Double.NEGATIVE_INFINITY, 0, Double.POSITIVE_INFINITY);
    }
  }

  private double greatestInverseRoot() {
    double greatest = activation.value(0);
    return isGuessed
        ? greatest + SmoothFunctions.valueError(activation, 0, greatest)
        : Double.POSITIVE_INFINITY;
  }

  private static void relu(double low, double high, LinearRelaxation out) {
    if (low >= 0) {
      out.set(1, 0, 1, 0);
    } else if (high <= 0) {
      out.set(0, 0, 0, 0);
    } else {
      double slope = high / (high - low);
      double above = Math.max(-slope * low, high - slope * high);
      double rounding = above * 0x1p-50 + high * 0x1p-52 + Double.MIN_NORMAL;
      out.set(high > -low ? 1 : 0, 0, slope, above + rounding);
    }
  }

  private void lines(
      double lowSlope, double upSlope, double low, double high, LinearRelaxation out) {
    offset.enclose(lowSlope, low, high);
    double below = offset.least();
    offset.enclose(upSlope, low, high);
    out.set(lowSlope, below, upSlope, offset.greatest());
  }

  private double chordSlope(double low, double high) {
    double width = high - low;
    return width < 1e-9
        ? activation.derivative(low)
        : (activation.value(high) - activation.value(low)) / width;
  }

  private double upperSlope(double low, double high, double chord) {
    return switch (activation.kind()) {
      case SIGMOID, TANH -> sShapedLowerSlope(-high, -low, chord);
      case LEAKY_RELU -> activation.first() <= 1 ? chord : tangentSide(low, high);
      case CLIP -> low < activation.first() ? clipRise(low, high) : flatAbove(low, high, chord);
      default ->
          isGuessed
              ? SlopeGuess.above(activation, low, high)
              : Curvature.of(activation, low, high) < 0 ? tangentSlope(low, high) : chord;
    };
  }

  private double lowerSlope(double low, double high, double chord) {
    return switch (activation.kind()) {
      case SIGMOID, TANH -> sShapedLowerSlope(low, high, chord);
      case LEAKY_RELU -> activation.first() <= 1 ? tangentSide(low, high) : chord;
      case CLIP -> high > activation.second() ? clipFall(low, high) : flatBelow(low, high, chord);
      default ->
          isGuessed
              ? SlopeGuess.below(activation, low, high)
              : Curvature.of(activation, low, high) > 0 ? tangentSlope(low, high) : chord;
    };
  }

  /** Touches in the middle, for a reciprocal in the geometric middle. */
  private double tangentSlope(double low, double high) {
    return activation.kind() == Activation.Kind.RECIPROCAL
        ? -1 / (low * high)
        : activation.derivative(0.5 * low + 0.5 * high);
  }

  /** σ − σ(0) is odd, so the slope above on [l, u] is the slope below on [−u, −l]. */
  private double sShapedLowerSlope(double low, double high, double chord) {
    if (low >= 0) {
      return chord;
    }
    if (high <= 0) {
      return activation.derivative(0.5 * (low + high));
    }
    return chord <= activation.derivative(low) ? chord : tangentThrough(low, high);
  }

  /** Slope of the tangent at some d &lt; 0 that passes through (high, σ(high)), by bisection. */
  private double tangentThrough(double low, double high) {
    double target = activation.value(high);
    double left = low;
    double right = 0;
    for (int step = 0; step < TANGENT_STEPS; step++) {
      double d = 0.5 * (left + right);
      double reached = activation.value(d) + activation.derivative(d) * (high - d);
      if (reached > target) {
        right = d;
      } else {
        left = d;
      }
    }
    return activation.derivative(left);
  }

  private double tangentSide(double low, double high) {
    return high > -low ? 1 : activation.first();
  }

  private double flatAbove(double low, double high, double chord) {
    return high <= activation.second() ? chord : tangentOfClipTop(low, high);
  }

  private double tangentOfClipTop(double low, double high) {
    return activation.second() - low > high - activation.second() ? 1 : 0;
  }

  private double flatBelow(double low, double high, double chord) {
    return low >= activation.first()
        ? chord
        : high - activation.first() > activation.first() - low ? 1 : 0;
  }

  /** Above a clip that starts flat: the line from (low, first) to where it saturates or ends. */
  private double clipRise(double low, double high) {
    double end = Math.min(high, activation.second());
    return end > low ? (activation.value(end) - activation.first()) / (end - low) : 0;
  }

  private double clipFall(double low, double high) {
    double start = Math.max(low, activation.first());
    return high > start ? (activation.second() - activation.value(start)) / (high - start) : 0;
  }
}
