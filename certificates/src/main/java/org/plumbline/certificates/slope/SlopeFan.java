package org.plumbline.certificates.slope;

import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Bends;

/**
 * The slopes that a line beside σ may usefully have on an interval, which one byte chooses from. A
 * line that is steeper than σ ever is touches σ at an end, and so does the line of σ's greatest
 * slope there, which is nearer everywhere else; the same holds for the least. Between the ends of
 * the interval and the points where σ bends over, σ' is monotone, so that its extremes lie there.
 *
 * <p>Any slope gives a line that holds, so that nothing but how tight bounds are depends on a fan.
 *
 * @param least slope of σ on the interval, nearly
 * @param greatest slope of σ on the interval, nearly
 */
public record SlopeFan(double least, double greatest) {
  /** Where a slope is infinite at an end, and beside a kink: that of a point so far inside. */
  private static final double INSIDE = 0x1p-10;

  /** Whether bytes choose slopes of σ. Those of a ReLU, in [0, 1], are no fan. */
  public static boolean isKnown(Activation activation) {
    return switch (activation.kind()) {
      case SIGMOID, TANH, LEAKY_RELU, CLIP, EXP, LOG, SQRT, RECIPROCAL -> true;
      case POWER -> activation.first() >= 2;
      default -> Bends.areKnown(activation);
    };
  }

  /**
   * The fan of an activation that has one.
   *
   * @return null where the interval is none, or not finite, or σ is not defined on it
   */
  public static SlopeFan of(Activation activation, double low, double high) {
    if (!(low < high) || Double.isInfinite(high - low)) {
      return null;
    }
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    double inside = INSIDE * (high - low);
    for (double end : ends(activation, low, high)) {
      double before = Math.max(low, end - inside);
      double after = Math.min(high, end + inside);
      for (double x : new double[] {before, end, after}) {
        double slope = finite(activation, x, low, high);
        least = Math.min(least, slope);
        greatest = Math.max(greatest, slope);
      }
    }
    boolean isFinite = Double.isFinite(least) && Double.isFinite(greatest);
    return isFinite ? new SlopeFan(least, greatest) : null;
  }

  /** The ends of the interval, and the points in it where σ' turns or jumps. */
  private static double[] ends(Activation activation, double low, double high) {
    double[] turns =
        switch (activation.kind()) {
          case SIGMOID, TANH, POWER, LEAKY_RELU -> new double[] {0};
          case CLIP -> new double[] {activation.first(), activation.second()};
          case EXP, LOG, SQRT, RECIPROCAL -> new double[0];
          default -> bends(activation, low, high);
        };
    double[] ends = new double[turns.length + 2];
    ends[0] = low;
    ends[1] = high;
    for (int t = 0; t < turns.length; t++) {
      ends[t + 2] = Math.max(low, Math.min(high, turns[t]));
    }
    return ends;
  }

  private static double[] bends(Activation activation, double low, double high) {
    Bends bends = Bends.of(activation, low, high);
    return bends == null ? new double[] {Double.NaN} : bends.ends();
  }

  private static double finite(Activation activation, double x, double low, double high) {
    double slope = activation.derivative(x);
    double middle = 0.5 * low + 0.5 * high;
    return Double.isInfinite(slope) ? activation.derivative(x + INSIDE * (middle - x)) : slope;
  }

  /**
   * The slope that a byte chooses.
   *
   * @param choice other than {@link ShareByte#GUESS}, which means the slope of {@link SlopeGuess}
   */
  public double slope(byte choice) {
    return least + (greatest - least) * ShareByte.share(choice);
  }

  /** The byte of the nearest slope. */
  public byte nearest(double slope) {
    return ShareByte.nearest((slope - least) / (greatest - least));
  }
}
