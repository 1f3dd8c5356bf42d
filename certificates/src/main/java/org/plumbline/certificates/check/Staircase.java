package org.plumbline.certificates.check;

import org.plumbline.network.model.Activation;

/**
 * σ that is an integer n from {@code n − c} to {@code n + 1 − c}: Floor (c = 0) and Round (c = ½).
 * Which stair a jump itself belongs to does not matter here.
 *
 * <p>Theorem: on [l, u], with a = σ(l) and b = σ(u), {@code σ(x) − s·x} lies between the least and
 * the greatest of its limits at the ends of the stairs a, a + 1, b − 1 and b. Proof: on a stair the
 * function is linear, so its extremes are the limits at the two ends, which are l, u or jumps. At
 * the left end of a stair n between a and b the limit is {@code n − s(n − c) = (1 − s)n + sc}, at
 * the right end {@code (1 − s)n − s(1 − c)}: linear in n, so least and greatest at the first or the
 * last of these stairs, a + 1 or b − 1.
 */
final class Staircase {
  /** Up to here the places of jumps are doubles. */
  private static final double LARGEST = 0x1p50;

  private final Activation activation;
  private final double shift;

  private Staircase(Activation activation, double shift) {
    this.activation = activation;
    this.shift = shift;
  }

  static Staircase of(Activation activation) {
    return switch (activation.kind()) {
      case FLOOR -> new Staircase(activation, 0);
      case ROUND -> new Staircase(activation, 0.5);
      default -> throw new IllegalArgumentException(activation + " has no stairs");
    };
  }

  static boolean isKnown(double low, double high) {
    return -LARGEST <= low && high <= LARGEST;
  }

  /** At most {@code sign·σ(x) − s·x} on an interval that is known. */
  double least(int sign, double s, double low, double high) {
    double first = activation.value(low);
    double last = activation.value(high);
    double least = Double.POSITIVE_INFINITY;
    for (double n : new double[] {first, first + 1, last - 1, last}) {
      if (first <= n && n <= last) {
        double left = Roundoff.below(-s, Math.max(low, n - shift), sign * n);
        double right = Roundoff.below(-s, Math.min(high, n + 1 - shift), sign * n);
        least = Math.min(least, Math.min(left, right));
      }
    }
    return least;
  }
}
