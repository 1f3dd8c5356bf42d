package org.plumbline.certificates.slope;

import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ScalarTable;

/** Slopes that usually give good lines. Nothing depends on them but how tight bounds are. */
public final class SlopeGuess {
  private static final int BISECTIONS = 30;

  private SlopeGuess() {}

  /** For the line below σ on a finite interval. */
  public static double below(Activation act, double low, double high) {
    double chord = chord(act, low, high);
    double middle = finite(act.derivative(0.5 * low + 0.5 * high));
    return switch (act.kind()) {
      case SIGMOID, TANH -> belowS(act, low, high, chord);
      case LEAKY_RELU -> act.first() <= 1 ? (high > -low ? 1 : act.first()) : chord;
      case CLIP -> belowClip(act, low, high, chord);
      case FLOOR, ROUND -> StairSlopes.below(act, low, high);
      case LOG, SQRT -> chord;
      case RECIPROCAL -> low > 0 ? finite(-1 / (low * high)) : chord;
      case POWER -> (int) act.first() % 2 == 0 || low >= 0 ? middle : high <= 0 ? chord : 0;
      case SIN, COS -> act.value(0.5 * low + 0.5 * high) > 0 ? chord : middle;
      case EXP -> middle;
      case TABLE -> table(act.table(), low, high, 1);
      default -> HullSlope.of(act, low, high, 1);
    };
  }

  /** For the line above σ on a finite interval. */
  public static double above(Activation act, double low, double high) {
    double chord = chord(act, low, high);
    double middle = finite(act.derivative(0.5 * low + 0.5 * high));
    return switch (act.kind()) {
      case SIGMOID, TANH -> belowS(act, -high, -low, chord);
      case LEAKY_RELU -> act.first() <= 1 ? chord : high > -low ? 1 : act.first();
      case CLIP -> aboveClip(act, low, high, chord);
      case FLOOR, ROUND -> StairSlopes.above(act, low, high);
      case LOG, SQRT -> middle;
      case RECIPROCAL -> high < 0 ? finite(-1 / (low * high)) : chord;
      case POWER -> (int) act.first() % 2 == 0 || low >= 0 ? chord : high <= 0 ? middle : 0;
      case SIN, COS -> act.value(0.5 * low + 0.5 * high) > 0 ? middle : chord;
      case EXP -> chord;
      case TABLE -> table(act.table(), low, high, -1);
      default -> HullSlope.of(act, low, high, -1);
    };
  }

  /** One slope for both lines. */
  public static double parallel(Activation act, double low, double high) {
    return switch (act.kind()) {
      case SIGMOID, TANH, ERF, ATAN, SOFTSIGN ->
          Math.min(act.derivative(low), act.derivative(high));
      case FLOOR, ROUND -> StairSlopes.parallel(act, low, high);
      case TABLE -> table(act.table(), low, high, 0);
      default -> chord(act, low, high);
    };
  }

  private static double table(ScalarTable table, double low, double high, int side) {
    double[] x = table.points(low, high);
    double[] y = table.values(low, high);
    return side == 0 ? TableSlopes.parallel(x, y) : TableSlopes.of(x, y, side);
  }

  private static double chord(Activation act, double low, double high) {
    double width = high - low;
    return finite(width < 1e-9 ? act.derivative(low) : (act.value(high) - act.value(low)) / width);
  }

  private static double finite(double slope) {
    return Double.isFinite(slope) ? slope : 0;
  }

  /** σ − σ(0) is odd: the slope above on [l, u] is the slope below on [−u, −l]. */
  private static double belowS(Activation act, double low, double high, double chord) {
    if (low >= 0) {
      return chord;
    }
    if (high <= 0) {
      return act.derivative(0.5 * (low + high));
    }
    if (chord <= act.derivative(low)) {
      return chord;
    }
    double left = low;
    double right = 0;
    for (int step = 0; step < BISECTIONS; step++) {
      double d = 0.5 * (left + right);
      boolean isAbove = act.value(d) + act.derivative(d) * (high - d) > act.value(high);
      left = isAbove ? left : d;
      right = isAbove ? d : right;
    }
    return act.derivative(left);
  }

  private static double belowClip(Activation act, double low, double high, double chord) {
    if (high > act.second()) {
      double start = Math.max(low, act.first());
      return finite((act.second() - act.value(start)) / (high - start));
    }
    return low >= act.first() ? chord : high - act.first() > act.first() - low ? 1 : 0;
  }

  private static double aboveClip(Activation act, double low, double high, double chord) {
    if (low < act.first()) {
      double end = Math.min(high, act.second());
      return end > low ? finite((act.value(end) - act.first()) / (end - low)) : 0;
    }
    return high <= act.second() ? chord : act.second() - low > high - act.second() ? 1 : 0;
  }
}
