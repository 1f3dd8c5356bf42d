package org.plumbline.certificates.check;

import java.util.EnumSet;
import java.util.Set;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Activation.Kind;
import org.plumbline.network.model.Bends;
import org.plumbline.network.model.ExactPoints;
import org.plumbline.network.model.SmoothFunctions;

/**
 * An activation σ with proven bounds of its values and of {@code σ(x) − s·x} on an interval.
 *
 * <p>Values: what no value of σ is below by its definition (0 for an even power, a root, an
 * exponential) pays for no rounding, and neither do values that are doubles ({@link ExactPoints}).
 * {@link StrictMath} promises exp, log, sin and cos within 1 unit in the last place and tanh within
 * 2.5; all are widened by more than ten times that.
 *
 * <p>Lines: the interval is cut where σ changes between convex and concave (see {@link Bends}). On
 * a concave piece {@code σ(x) − s·x} is least at an end. On a convex piece every tangent lies below
 * σ: with d = σ'(p), {@code σ(x) − s·x ≥ σ(p) − s·p + (d − s)(x − p)}, for any p of the piece; p is
 * chosen near {@code σ'(p) = s}, which the argument does not need. The greatest value is the least
 * one of −σ.
 */
final class Curve {
  private static final double WIDEN = 0x1p-46;
  private static final int BISECTIONS = 50;

  /** Whose derivatives, as {@link Activation} computes them, are off by more than relatively. */
  private static final Set<Kind> BOUNDED = EnumSet.of(Kind.SIGMOID, Kind.TANH, Kind.SIN, Kind.COS);

  /** Powers are computed by multiplying; more factors than these are not proved. */
  private static final int MOST_FACTORS = 50;

  private final Activation activation;

  /** Whether {@link Bends} says where it bends, and {@link SmoothFunctions} what it loses. */
  private final boolean isBent;

  Curve(Activation activation) {
    this.activation = activation;
    this.isBent = Bends.areKnown(activation);
  }

  /**
   * Whether lines of any slope can be proved: σ must be defined on the interval, and continuous or
   * a {@link Staircase}.
   */
  boolean hasLines(double low, double high) {
    if (!(Double.NEGATIVE_INFINITY < low && low <= high && high < Double.POSITIVE_INFINITY)) {
      return false;
    }
    return switch (activation.kind()) {
      case SIGN -> false;
      case FLOOR, ROUND -> Staircase.isKnown(low, high);
      case LOG -> low > 0;
      case SQRT -> low >= 0;
      case RECIPROCAL -> low > 0 || high < 0;
      case POWER -> activation.first() >= 0 && activation.first() <= MOST_FACTORS;
      default -> !isBent || Bends.of(activation, low, high) != null;
    };
  }

  /** At most σ on the interval, whose ends may be infinite. */
  double least(double low, double high) {
    if (activation.isNonDecreasing()) {
      return isDefined(low) ? beside(low, -1) : -largest();
    }
    double least = Math.max(leastEver(), -largest());
    return hasLines(low, high) ? Math.max(least, leastAbove(0, low, high)) : least;
  }

  /** At least σ on the interval, whose ends may be infinite. */
  double greatest(double low, double high) {
    if (activation.isNonDecreasing()) {
      return isDefined(low) && isDefined(high) ? beside(high, 1) : largest();
    }
    double most = largest();
    return hasLines(low, high) ? Math.min(most, greatestAbove(0, low, high)) : most;
  }

  /** Where σ is defined everywhere and does not rise with x alone. */
  private double leastEver() {
    return switch (activation.kind()) {
      case POWER -> activation.first() % 2 == 0 ? 0 : Double.NEGATIVE_INFINITY;
      case INVERSE_ROOT -> 0;
      case COSH -> 1;
      default -> Double.NEGATIVE_INFINITY;
    };
  }

  private boolean isDefined(double x) {
    return switch (activation.kind()) {
      case LOG -> x > 0;
      case SQRT -> x >= 0;
      case ASIN -> x >= -1 && x <= 1;
      default -> !Double.isNaN(x);
    };
  }

  /** At least |σ|, for all that is known. */
  private double largest() {
    return switch (activation.kind()) {
      case SIN, COS -> 1;
      case INVERSE_ROOT -> isBent ? beside(0, 1) : Double.POSITIVE_INFINITY;
      default -> Double.POSITIVE_INFINITY;
    };
  }

  /** At most {@code σ(x) − s·x} on the interval. */
  double leastAbove(double s, double low, double high) {
    return least(1, s, low, high);
  }

  /** At least {@code σ(x) − s·x} on the interval. */
  double greatestAbove(double s, double low, double high) {
    return -least(-1, -s, low, high);
  }

  /** At most {@code sign·σ(x) − s·x} on the interval. */
  private double least(int sign, double s, double low, double high) {
    switch (activation.kind()) {
      case RELU, LEAKY_RELU:
        return atPoints(sign, s, low, high, 0, 0);
      case CLIP:
        return atPoints(sign, s, low, high, activation.first(), activation.second());
      case FLOOR, ROUND:
        return Staircase.of(activation).least(sign, s, low, high);
      case SIGMOID, TANH:
        return twoPieces(sign, s, low, high, 1, -1);
      case EXP:
        return piece(sign, s, low, high, 1);
      case LOG, SQRT:
        return piece(sign, s, low, high, -1);
      case RECIPROCAL:
        return piece(sign, s, low, high, low > 0 ? 1 : -1);
      case POWER:
        boolean isEven = (int) activation.first() % 2 == 0;
        return twoPieces(sign, s, low, high, isEven ? 1 : -1, 1);
      case SIN:
        return waves(sign, s, low, high, 0);
      case COS:
        return waves(sign, s, low, high, 0.5);
      default:
        return isBent ? bent(sign, s, low, high) : Double.NEGATIVE_INFINITY;
    }
  }

  /** For σ that is linear between the points. */
  private double atPoints(
      int sign, double s, double low, double high, double first, double second) {
    double least = Math.min(at(sign, s, low), at(sign, s, high));
    if (low < first && first < high) {
      least = Math.min(least, at(sign, s, first));
    }
    if (low < second && second < high) {
      least = Math.min(least, at(sign, s, second));
    }
    return least;
  }

  /** For σ whose curvature changes at 0 at most. */
  private double twoPieces(int sign, double s, double low, double high, int left, int right) {
    if (high <= 0) {
      return piece(sign, s, low, high, left);
    }
    if (low >= 0) {
      return piece(sign, s, low, high, right);
    }
    return Math.min(piece(sign, s, low, 0, left), piece(sign, s, 0, high, right));
  }

  /**
   * For sin (shift 0) and cos (shift ½), which change their curvature at {@code (k + shift)π}.
   * Those are no doubles: close to one, the slope of σ is at most 1.
   */
  private double waves(int sign, double s, double low, double high, double shift) {
    if (high - low > 64 || Math.abs(low) > 1e6) {
      double size = Math.max(Math.abs(s * low), Math.abs(s * high)) * (1 + WIDEN);
      return Math.nextDown(-1 - size);
    }
    double least = Double.POSITIVE_INFINITY;
    double from = low;
    for (double k = Math.floor(low / Math.PI - shift) - 1; from < high; k++) {
      double bend = (k + 1 + shift) * Math.PI;
      double margin = 1e-9;
      double end = Math.min(high, bend - margin);
      if (from < end) {
        int convexity = activation.value(0.5 * from + 0.5 * end) < 0 ? 1 : -1;
        least = Math.min(least, piece(sign, s, from, end, convexity));
        from = end;
      }
      double past = Math.min(high, bend + margin);
      if (from < past) {
        double steepest = (1 + Math.abs(s)) * (1 + WIDEN);
        least = Math.min(least, Roundoff.below(-steepest, past - from, at(sign, s, from)));
        from = past;
      }
    }
    return Math.min(least, Math.min(at(sign, s, low), at(sign, s, high)));
  }

  /** Around an end that σ may bend beside, no slope exceeds the steepness. */
  private double bent(int sign, double s, double low, double high) {
    Bends bends = Bends.of(activation, low, high);
    double steepest = (bends.steepness() + Math.abs(s)) * (1 + WIDEN);
    double least = Math.min(at(sign, s, low), at(sign, s, high));
    double from = low;
    for (int k = 0; k < bends.ends().length && from < high; k++) {
      double end = Math.min(high, bends.ends()[k] - bends.margin());
      if (from < end) {
        least = Math.min(least, piece(sign, s, from, end, bends.convexity()[k]));
        from = end;
      }
      double past = Math.min(high, bends.ends()[k] + bends.margin());
      if (from < past) {
        least = Math.min(least, Roundoff.below(-steepest, past - from, at(sign, s, from)));
        from = past;
      }
    }
    int last = bends.convexity()[bends.ends().length];
    return from < high ? Math.min(least, piece(sign, s, from, high, last)) : least;
  }

  private double piece(int sign, double s, double low, double high, int convexity) {
    double atEnds = Math.min(at(sign, s, low), at(sign, s, high));
    if (sign * convexity <= 0 || low == high) {
      return atEnds;
    }
    double p = pointOfSlope(sign, s, low, high);
    double value = at(sign, s, p);
    double d = sign * activation.derivative(p);
    double error = slopeError(d);
    double right = Roundoff.below(d - error - s, high - p, 0);
    double left = Roundoff.below(s - d - error, p - low, 0);
    double rounding = (Math.abs(d) + Math.abs(s)) * (high - low) * 0x1p-48 + Roundoff.TINY;
    return value + Math.min(0, right) + Math.min(0, left) - rounding - Math.abs(value) * 0x1p-51;
  }

  private double slopeError(double d) {
    if (isBent) {
      return SmoothFunctions.slopeError(d);
    }
    return Math.abs(d) * WIDEN + (BOUNDED.contains(activation.kind()) ? 0x1p-46 : Roundoff.TINY);
  }

  /** Where the derivative, which rises on the piece, passes s, nearly. */
  private double pointOfSlope(int sign, double s, double low, double high) {
    double p = inverse(sign * s, low < 0 ? -1 : 1);
    return Double.isNaN(p) ? bisected(sign, s, low, high) : Math.max(low, Math.min(high, p));
  }

  /**
   * Where the derivative is s on a side of 0, nearly; NaN if there is no such point, or formula.
   */
  private double inverse(double s, int side) {
    return switch (activation.kind()) {
      case SIGMOID -> {
        double root = Math.sqrt(1 - 4 * s);
        yield side * 2 * StrictMath.log((1 + root) / (2 * Math.sqrt(s)));
      }
      case TANH -> side * StrictMath.log((1 + Math.sqrt(1 - s)) / Math.sqrt(s));
      case EXP -> StrictMath.log(s);
      default -> Double.NaN;
    };
  }

  private double bisected(int sign, double s, double low, double high) {
    double left = low;
    double right = high;
    for (int step = 0; step < BISECTIONS; step++) {
      double middle = 0.5 * left + 0.5 * right;
      double slope = sign * activation.derivative(middle);
      if (slope == s) {
        return middle;
      }
      if (slope < s) {
        left = middle;
      } else {
        right = middle;
      }
    }
    return left;
  }

  /** At most {@code sign·σ(x) − s·x}. */
  private double at(int sign, double s, double x) {
    return Roundoff.below(-s, x, sign * beside(x, -sign));
  }

  /** At most σ(x) for side −1, at least σ(x) for side 1. */
  private double beside(double x, int side) {
    double value = strictValue(x);
    if (ExactPoints.isExact(activation, x, value)) {
      return value;
    }
    double smallest = activation.kind() == Kind.LOG ? 0x1p-52 : Roundoff.TINY;
    double error =
        isBent
            ? SmoothFunctions.valueError(activation, x, value)
            : Math.abs(value) * WIDEN + smallest;
    return clamp(value + side * error);
  }

  private double clamp(double value) {
    return switch (activation.kind()) {
      case SIGMOID -> Math.max(0, Math.min(1, value));
      case TANH, SIN, COS, ERF, SOFTSIGN -> Math.max(-1, Math.min(1, value));
      case EXP, SQRT, SOFTPLUS, INVERSE_ROOT -> Math.max(0, value);
      case ELU -> activation.first() >= 0 ? Math.max(-activation.first(), value) : value;
      default -> value;
    };
  }

  private double strictValue(double x) {
    return switch (activation.kind()) {
      case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
      case TANH -> StrictMath.tanh(x);
      case EXP -> StrictMath.exp(x);
      case LOG -> StrictMath.log(x);
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
      default -> activation.value(x);
    };
  }
}
