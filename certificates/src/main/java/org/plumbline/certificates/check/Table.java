package org.plumbline.certificates.check;

import java.util.Arrays;

/**
 * A function of one number that is a sum of ReLUs, {@code f(t) = c + Σ aᵢ·max(wᵢ·t + bᵢ, 0)}.
 *
 * <p>Theorem: on [l, u], {@code f(t) − s·t} is least at l, at u or at a kink {@code −bᵢ/wᵢ} between
 * them. Proof: between neighbouring kinks every ReLU is linear, so f is.
 *
 * <p>A kink is computed as p, off by at most 2⁻⁵³ of itself or one underflow. No slope of f exceeds
 * {@code S = Σ |aᵢwᵢ|}, so that at p the function is off by at most {@code (S + |s|)·|p − kink|};
 * where p lies outside of the interval and the kink inside, the end between them is as near. Values
 * are sums of n products of sums of two: off by {@code γₙ₊₄·(|c| + Σ |aᵢ|(|wᵢt| + |bᵢ|))}.
 */
final class Table {
  private final double constant;
  private final double[] weights;
  private final double[] factors;
  private final double[] biases;
  private final double steepness;
  private final double[] kinks;
  private final double[] least;
  private final double[] greatest;

  /**
   * @param constant c
   * @param weights a
   * @param factors w, not 0
   * @param biases b
   */
  Table(double constant, double[] weights, double[] factors, double[] biases) {
    this.constant = constant;
    this.weights = weights;
    this.factors = factors;
    this.biases = biases;
    double sum = 0;
    double[] places = new double[weights.length];
    for (int i = 0; i < places.length; i++) {
      sum += Math.abs(weights[i] * factors[i]);
      places[i] = -biases[i] / factors[i];
    }
    this.steepness = Roundoff.inflate(sum);
    this.kinks = Arrays.stream(places).sorted().distinct().toArray();
    this.least = Arrays.stream(kinks).map(t -> value(t, -1)).toArray();
    this.greatest = Arrays.stream(kinks).map(t -> value(t, 1)).toArray();
  }

  /** At most f(t) for side −1, at least f(t) for side 1. */
  double value(double t, int side) {
    double sum = constant;
    double size = Math.abs(constant);
    for (int i = 0; i < weights.length; i++) {
      double product = factors[i] * t;
      sum += weights[i] * Math.max(0, product + biases[i]);
      size += Math.abs(weights[i]) * (Math.abs(product) + Math.abs(biases[i]));
    }
    return sum + side * Roundoff.inflate(Roundoff.gamma(weights.length + 4.0) * size);
  }

  /** At most {@code f(t) − s·t} on an interval; NaN or −∞ where that is not finite. */
  double leastAbove(double s, double low, double high) {
    return extreme(1, s, low, high);
  }

  /** At least {@code f(t) − s·t} on an interval; NaN or ∞ where that is not finite. */
  double greatestAbove(double s, double low, double high) {
    return -extreme(-1, -s, low, high);
  }

  /** At most {@code sign·f(t) − s·t}. */
  private double extreme(int sign, double s, double low, double high) {
    double found = Math.min(end(sign, s, low), end(sign, s, high));
    for (int k = firstAfter(low); k < kinks.length && kinks[k] < high; k++) {
      double value = sign > 0 ? least[k] : -greatest[k];
      found = Math.min(found, Roundoff.below(-s, kinks[k], value));
    }
    double far = Math.max(Math.abs(low), Math.abs(high)) * 0x1p-51 + Roundoff.TINY;
    return found - Roundoff.inflate((steepness + Math.abs(s)) * far) - Math.abs(found) * 0x1p-51;
  }

  private double end(int sign, double s, double t) {
    return Roundoff.below(-s, t, sign * value(t, -sign));
  }

  /** The ends of an interval and the kinks between, ascending. */
  double[] points(double low, double high) {
    int first = firstAfter(low);
    int end = first;
    while (end < kinks.length && kinks[end] < high) {
      end++;
    }
    double[] points = new double[end - first + 2];
    System.arraycopy(kinks, first, points, 1, end - first);
    points[0] = low;
    points[points.length - 1] = high;
    return points;
  }

  /** At most the values at {@link #points}. */
  double[] values(double low, double high) {
    double[] values = points(low, high);
    int first = firstAfter(low);
    System.arraycopy(least, first, values, 1, values.length - 2);
    values[0] = value(low, -1);
    values[values.length - 1] = value(high, -1);
    return values;
  }

  private int firstAfter(double t) {
    int at = Arrays.binarySearch(kinks, t);
    return at >= 0 ? at + 1 : -at - 1;
  }
}
