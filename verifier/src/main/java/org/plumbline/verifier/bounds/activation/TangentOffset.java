package org.plumbline.verifier.bounds.activation;

import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Bends;
import org.plumbline.network.model.SmoothFunctions;

/**
 * The least and the greatest {@code g(x) = σ(x) − s·x} where σ is convex and concave in turns, see
 * {@link Bends}. On a concave piece g is least at an end. On a convex one it lies above its tangent
 * at any p: {@code g(x) ≥ g(p) + g'(p)·(x − p)}; p comes from bisection, which need not be exact.
 * The greatest is the least of −g. Beside an end that is known up to a margin g changes by at most
 * its steepness times two margins.
 */
final class TangentOffset {
  private static final int BISECTIONS = 48;
  private static final double SLACK = 0x1p-44;

  private final Activation activation;
  private double slope;
  private double least;
  private double greatest;
  private double leastAt;
  private double greatestAt;

  TangentOffset(Activation activation) {
    this.activation = activation;
  }

  /** For an interval on which {@link Bends} are known. */
  void enclose(double newSlope, double low, double high) {
    slope = newSlope;
    least = Double.POSITIVE_INFINITY;
    greatest = Double.NEGATIVE_INFINITY;
    Bends bends = Bends.of(activation, low, high);
    double margin = bends.margin();
    double from = low;
    include(low, 0);
    include(high, 0);
    for (int k = 0; k <= bends.ends().length && from < high; k++) {
      boolean isLast = k == bends.ends().length;
      double end = isLast ? high : Math.min(high, bends.ends()[k] - margin);
      if (from < end) {
        piece(from, end, bends.convexity()[k]);
        from = end;
      }
      if (!isLast && low < bends.ends()[k] + margin && high > bends.ends()[k] - margin) {
        double middle = Math.max(low, Math.min(high, bends.ends()[k]));
        include(middle, 2 * margin * (bends.steepness() + Math.abs(slope)));
        from = Math.min(high, Math.max(from, bends.ends()[k] + margin));
      }
    }
  }

  private void piece(double low, double high, int convexity) {
    include(low, 0);
    include(high, 0);
    if (convexity == 0) {
      return;
    }
    double left = low;
    double right = high;
    for (int step = 0; step < BISECTIONS; step++) {
      double middle = 0.5 * left + 0.5 * right;
      double steep = activation.derivative(middle) - slope;
      if (steep == 0) {
        left = middle;
        break;
      }
      if (steep * convexity < 0) {
        left = middle;
      } else {
        right = middle;
      }
    }
    tangent(left, low, high, convexity);
  }

  private void tangent(double p, double low, double high, int convexity) {
    double steep = activation.derivative(p);
    double error = SmoothFunctions.slopeError(steep) + SLACK * (Math.abs(steep) + Math.abs(slope));
    double rise = convexity * (steep - slope);
    double right = Math.max(0, error - rise) * (high - p);
    double left = Math.max(0, error + rise) * (p - low);
    double off = (right + left) * (1 + SLACK) + Double.MIN_NORMAL;
    off = off < Double.POSITIVE_INFINITY ? off : Double.POSITIVE_INFINITY;
    double value = activation.value(p);
    double g = value - slope * p;
    double both = off + slack(p, value);
    if (convexity > 0) {
      leastAt = g - both < least ? p : leastAt;
      least = Math.min(least, g - both);
    } else {
      greatestAt = g + both > greatest ? p : greatestAt;
      greatest = Math.max(greatest, g + both);
    }
  }

  private double slack(double x, double value) {
    return SLACK * (Math.abs(value) + Math.abs(slope * x))
        + SmoothFunctions.valueError(activation, x, value)
        + Double.MIN_NORMAL;
  }

  private void include(double x, double more) {
    double value = activation.value(x);
    double g = value - slope * x;
    double slack = slack(x, value) + more;
    leastAt = g - slack < least ? x : leastAt;
    greatestAt = g + slack > greatest ? x : greatestAt;
    least = Math.min(least, g - slack);
    greatest = Math.max(greatest, g + slack);
  }

  double least() {
    return least;
  }

  double greatest() {
    return greatest;
  }

  double leastAt() {
    return leastAt;
  }

  double greatestAt() {
    return greatestAt;
  }
}
