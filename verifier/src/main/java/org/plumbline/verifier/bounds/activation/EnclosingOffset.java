package org.plumbline.verifier.bounds.activation;

import org.plumbline.network.model.Activation;
import org.plumbline.network.model.Bends;
import org.plumbline.network.model.ExactPoints;
import org.plumbline.network.model.SmoothFunctions;

/**
 * The one rigorous step of every relaxation: for <em>any</em> slope s, the smallest and the largest
 * value of {@code g(x) = σ(x) − s·x} on an interval, rounded outward.
 *
 * <p>A continuous g takes its extremes at the ends, at kinks of σ, or where {@code σ'(x) = s}; one
 * with jumps on either side of them, too. These candidates are evaluated in double; the slack
 * covers the evaluation (the functions of {@link Math} are within 2.5 ulp) and, since g is flat at
 * an interior extreme, the error of second order that a candidate misplaced by rounding makes.
 * Where σ' is not inverted by a formula, {@link TangentOffset} takes tangents instead. Slopes may
 * therefore be chosen by any heuristic. Outside the domain of σ, and for intervals with too many
 * periods, nothing is enclosed: both extremes are infinite.
 */
public final class EnclosingOffset {
  private static final double SLACK = 0x1p-44;

  /** Up to here repeated multiplication is within the slack. */
  private static final double LARGEST_EXPONENT = 64;

  /** Periods are few and misplacements by rounding stay below 1e−13 up to here. */
  private static final double PERIODIC_REACH = 500;

  /** Up to here the places of jumps are doubles. */
  private static final double LARGEST_STAIRS = 0x1p50;

  private final Activation activation;
  private double least;
  private double greatest;
  private double leastAt;
  private double greatestAt;

  /** Null where candidates alone are enough. */
  private final TangentOffset bent;

  public EnclosingOffset(Activation activation) {
    this.activation = activation;
    this.bent = Bends.areKnown(activation) ? new TangentOffset(activation) : null;
  }

  /** Prepares {@link #least} and {@link #greatest} for one slope and interval. */
  public void enclose(double slope, double low, double high) {
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
      case FLOOR, ROUND -> includeStairs(slope, low, high);
      case SIGMOID -> includeSymmetric(slope, sigmoidPoint(slope), low, high);
      case TANH -> includeSymmetric(slope, tanhPoint(slope), low, high);
      case EXP -> includeInside(slope, Math.log(slope), low, high);
      case LOG -> includeInside(slope, 1 / slope, low, high);
      case SQRT -> includeVertexOfSquareRoot(slope, low, high);
      case RECIPROCAL -> includeSymmetric(slope, Math.sqrt(-1 / slope), low, high);
      case POWER -> includeSymmetric(slope, powerPoint(slope), low, high);
      case SIN -> includePeriodic(slope, Math.acos(slope), 0, low, high);
      case COS -> includePeriodic(slope, Math.asin(-slope), Math.PI, low, high);
      case TABLE -> includeKinks(slope, low, high);
      case SIGN -> throw new IllegalArgumentException("no enclosing line for " + activation);
      default -> includeBent(slope, low, high);
    }
    if (!encloses(low, high)) {
      least = Double.NEGATIVE_INFINITY;
      greatest = Double.POSITIVE_INFINITY;
    }
  }

  /** Whether an interval is finite, in the domain of σ, and short enough to be enclosed. */
  boolean encloses(double low, double high) {
    if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      return false;
    }
    return switch (activation.kind()) {
      case LOG -> low > 0;
      case SQRT -> low >= 0;
      case RECIPROCAL -> low > 0 || high < 0;
      case POWER -> activation.first() <= LARGEST_EXPONENT;
      case SIN, COS -> Math.max(Math.abs(low), Math.abs(high)) <= PERIODIC_REACH;
      case FLOOR, ROUND -> Math.max(Math.abs(low), Math.abs(high)) <= LARGEST_STAIRS;
      case RELU, LEAKY_RELU, CLIP, SIGN, SIGMOID, TANH, EXP, TABLE -> true;
      default -> Bends.of(activation, low, high) != null;
    };
  }

  /** See {@link TangentOffset}. */
  private void includeBent(double slope, double low, double high) {
    if (!encloses(low, high)) {
      return;
    }
    bent.enclose(slope, low, high);
    leastAt = bent.least() < least ? bent.leastAt() : leastAt;
    greatestAt = bent.greatest() > greatest ? bent.greatestAt() : greatestAt;
    least = Math.min(least, bent.least());
    greatest = Math.max(greatest, bent.greatest());
  }

  /** Points {@code x + 2πj} and {@code mirror − x + 2πj}; with mirror 0 those of {@code −x}. */
  private void includePeriodic(double slope, double x, double mirror, double low, double high) {
    if (Double.isNaN(x) || !encloses(low, high)) {
      return;
    }
    double period = 2 * Math.PI;
    for (double start : new double[] {x, mirror - x}) {
      for (double j = Math.ceil((low - start) / period) - 1; start + j * period < high; j++) {
        includeInside(slope, start + j * period, low, high);
      }
    }
  }

  public double least() {
    return least;
  }

  public double greatest() {
    return greatest;
  }

  /** Where the last enclosed function is least; a guide, not a proof. */
  public double leastAt() {
    return leastAt;
  }

  public double greatestAt() {
    return greatestAt;
  }

  /** √x − s·x is 1/(4s) at 1/(4s²), which may be off by half where it is subnormal. */
  private void includeVertexOfSquareRoot(double slope, double low, double high) {
    double root = 0.5 / slope;
    double x = root * root;
    includeInside(slope, x, low, high);
    if (x >= low && x <= high) {
      greatest = Math.max(greatest, 0.25 / slope * (1 + SLACK));
    }
  }

  private void includeSymmetric(double slope, double point, double low, double high) {
    includeInside(slope, point, low, high);
    includeInside(slope, -point, low, high);
  }

  private void includeKinks(double slope, double low, double high) {
    double[] points = activation.table().points(low, high);
    double[] values = activation.table().values(low, high);
    for (int i = 1; i < points.length - 1; i++) {
      include(slope, points[i], values[i]);
    }
  }

  private void includeInside(double slope, double x, double low, double high) {
    if (x > low && x < high) {
      include(slope, x);
    }
  }

  /**
   * Between jumps {@code σ − s·x} is linear, and over the whole stairs but for the first and the
   * last one so are its values at their ends: the ends of two stairs at either side are enough.
   */
  private void includeStairs(double slope, double low, double high) {
    double first = activation.value(low);
    double last = activation.value(high);
    double shift = activation.kind() == Activation.Kind.ROUND ? 0.5 : 0;
    for (double n : new double[] {first, first + 1, last - 1, last}) {
      if (first <= n && n <= last) {
        include(slope, Math.max(low, n - shift), n);
        include(slope, Math.min(high, n + 1 - shift), n);
      }
    }
  }

  private void include(double slope, double x) {
    include(slope, x, activation.value(x));
  }

  private void include(double slope, double x, double value) {
    double product = slope * x;
    double g = value - product;
    if (slope == 0 && ExactPoints.isExact(activation, x, value)) {
      take(x, g, 0);
      return;
    }
    double slack = SLACK * (Math.abs(value) + Math.abs(product)) + Double.MIN_NORMAL;
    slack += bent == null ? 0 : SmoothFunctions.valueError(activation, x, value);
    slack += activation.table() == null ? 0 : activation.table().error(x, slope);
    take(x, g, slack);
  }

  private void take(double x, double g, double slack) {
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

  /** An x with |(xⁿ)'| = |s|; its mirror image is the other one. */
  private double powerPoint(double slope) {
    double n = activation.first();
    return n < 2 ? Double.NaN : Math.pow(Math.abs(slope) / n, 1 / (n - 1));
  }
}
