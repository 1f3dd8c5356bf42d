package org.plumbline.specs.replay;

import static org.plumbline.network.interval.Rounding.UNIT;
import static org.plumbline.network.interval.Rounding.inflate;

import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Bends;
import org.plumbline.network.model.ExactPoints;
import org.plumbline.network.model.SmoothFunctions;

/**
 * How far {@link Activation#value} at v is from σ at any point within d of v: the change of σ by
 * the mean value theorem, plus the rounding of the computation ({@link Math} promises 1 unit in the
 * last place, 2.5 for tanh; a unit is at most twice {@code UNIT} of the value). Infinite or NaN
 * where nothing is known.
 */
final class ActivationError {
  private ActivationError() {}

  static double bound(Activation activation, double v, double d) {
    if (d == 0 && ExactPoints.isExact(activation, v, activation.value(v))) {
      return 0;
    }
    double value = Math.abs(activation.value(v));
    return switch (activation.kind()) {
      case RELU -> Math.nextUp(v + d) < 0 ? 0 : d;
      case CLIP -> d;
      case LEAKY_RELU -> {
        double slope = Math.abs(activation.first());
        yield inflate(Math.max(1, slope) * d + 2 * UNIT * slope * Math.abs(v));
      }
      case SIGN -> d == 0 || Math.abs(v) > d ? 0 : Double.POSITIVE_INFINITY;
      case FLOOR, ROUND ->
          d == 0 || activation.value(Math.nextDown(v - d)) == activation.value(Math.nextUp(v + d))
              ? 0
              : Double.POSITIVE_INFINITY;
      case SIGMOID -> inflate(d / 4 + 16 * UNIT * value);
      case TANH, SIN, COS -> inflate(d + 8 * UNIT * value);
      case EXP -> exponential(v, value, d);
      case LOG -> inflate(d / positive(v - d) + 4 * UNIT * value);
      case SQRT -> inflate(d / Math.sqrt(positive(v - d)) + 4 * UNIT * value);
      case RECIPROCAL -> {
        double least = positive(Math.abs(v) - d);
        yield inflate(d / least / least + 4 * UNIT * value);
      }
      case POWER -> power((int) activation.first(), Math.abs(v), d);
      case TABLE ->
          Double.POSITIVE_INFINITY; // only searches have tables, and no model is replayed so
      default -> smooth(activation, v, value, d);
    };
  }

  /** {@code eᵛ(eᵈ − 1)}, and no more than the greater one, since none is negative. */
  private static double exponential(double v, double value, double d) {
    double apart = inflate(value * (Math.expm1(d) + 8 * UNIT * Math.exp(d)));
    double greater = inflate(Math.exp(Math.nextUp(v + d)) * (1 + 8 * UNIT));
    return apart <= greater ? apart : greater;
  }

  private static double smooth(Activation activation, double v, double value, double d) {
    double lost = SmoothFunctions.valueError(activation, v, value);
    if (d == 0) {
      return inflate(lost);
    }
    double[] slopes = Bends.slopes(activation, Math.nextDown(v - d), Math.nextUp(v + d));
    return inflate(Math.max(Math.abs(slopes[0]), Math.abs(slopes[1])) * d + lost);
  }

  /** NaN unless it is positive for sure. */
  private static double positive(double computed) {
    double lower = Math.nextDown(computed);
    return lower > 0 ? lower : Double.NaN;
  }

  private static double power(int exponent, double v, double d) {
    if (exponent == 0) {
      return 0;
    }
    double slope = exponent;
    for (int k = 1; k < exponent; k++) {
      slope *= v + d;
    }
    return inflate(slope * (d + 4 * UNIT * exponent * v));
  }
}
