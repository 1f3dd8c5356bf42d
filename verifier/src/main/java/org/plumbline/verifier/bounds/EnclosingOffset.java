package org.plumbline.verifier.bounds;

import org.plumbline.network.model.Activation;

/**
 * The one rigorous step of every relaxation: for <em>any</em> slope s, the smallest and the largest
 * value of {@code g(x) = σ(x) − s·x} on an interval, rounded outward.
 *
 * <p>A continuous g takes its extremes at the ends, at kinks of σ, or where {@code σ'(x) = s}.
 * These candidates are evaluated in double; the slack covers the evaluation (Math.exp and Math.tanh
 * are within 2.5 ulp) and, since g is flat at an interior extreme, the error of second order that a
 * candidate misplaced by rounding makes. Slopes may therefore be chosen by any heuristic.
 */
final class EnclosingOffset {
  private static final double SLACK = 0x1p-44;

  private final Activation activation;
  private double least;
  private double greatest;
  private double leastAt;
  private double greatestAt;

  EnclosingOffset(Activation activation) {
    this.activation = activation;
  }

  /** Prepares {@link #least} and {@link #greatest} for one slope and interval. */
  void enclose(double slope, double low, double high) {
    least = Double.POSITIVE_INFINITY;
    greatest = Double.NEGATIVE_INFINITY;
    include(slope, low);
    include(slope, high);
    switch (activation.kind()) {
      case RELU, LEAKY_RELU -> includeInside(slope, 0, low, high);
      case CLIP -> {
        includeInside(slope, activation.first(), low, high);
        includeInside(slope, activation.second(), low, high);
      }
      case SIGMOID -> includeSymmetric(slope, sigmoidPoint(slope), low, high);
      case TANH -> includeSymmetric(slope, tanhPoint(slope), low, high);
      default -> throw new IllegalArgumentException("no enclosing line for " + activation);
    }
  }

  double least() {
    return least;
  }

  double greatest() {
    return greatest;
  }

  /** Where the last enclosed function is least; a guide, not a proof. */
  double leastAt() {
    return leastAt;
  }

  double greatestAt() {
    return greatestAt;
  }

  private void includeSymmetric(double slope, double point, double low, double high) {
    includeInside(slope, point, low, high);
    includeInside(slope, -point, low, high);
  }

  private void includeInside(double slope, double x, double low, double high) {
    if (x > low && x < high) {
      include(slope, x);
    }
  }

  private void include(double slope, double x) {
    double value = activation.value(x);
    double product = slope * x;
    double g = value - product;
    double slack = SLACK * (Math.abs(value) + Math.abs(product)) + Double.MIN_NORMAL;
    leastAt = g - slack < least ? x : leastAt;
    greatestAt = g + slack > greatest ? x : greatestAt;
    least = Math.min(least, g - slack);
    greatest = Math.max(greatest, g + slack);
  }

  /** The x ≥ 0 with σ'(x) = s for the sigmoid, NaN where there is none. */
  private static double sigmoidPoint(double slope) {
    double root = Math.sqrt(1 - 4 * slope);
    return slope <= 0 ? Double.NaN : 2 * Math.log((1 + root) / (2 * Math.sqrt(slope)));
  }

  /** The x ≥ 0 with tanh'(x) = s, NaN where there is none. */
  private static double tanhPoint(double slope) {
    double root = Math.sqrt(1 - slope);
    return slope <= 0 ? Double.NaN : Math.log((1 + root) / Math.sqrt(slope));
  }
}
