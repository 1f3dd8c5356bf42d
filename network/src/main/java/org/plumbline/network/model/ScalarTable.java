package org.plumbline.network.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.plumbline.network.interval.Rounding;

/**
 * A piecewise linear function of one number that a network has as a sum of ReLUs: {@code f(x) = c +
 * Σ aᵢ·max(wᵢ·x + bᵢ, 0)}. Between neighbouring kinks {@code −bᵢ/wᵢ} it is one line, whose slope
 * and offset are sums over the ReLUs that are active there.
 */
public final class ScalarTable {
  private final double[] kinks;
  private final double[] slopes;
  private final double[] offsets;
  private final double[] heights;
  private final double steepness;
  private final double height;
  private final double rate;

  /**
   * @param constant c
   * @param weights a, one for each ReLU
   * @param factors w, not 0
   * @param biases b
   */
  public ScalarTable(double constant, double[] weights, double[] factors, double[] biases) {
    int count = weights.length;
    double[] places = new double[count];
    Arrays.setAll(places, i -> -biases[i] / factors[i] + 0.0);
    this.kinks = Arrays.stream(places).sorted().distinct().toArray();
    this.slopes = new double[kinks.length + 1];
    this.offsets = new double[kinks.length + 1];
    for (int piece = 0; piece < slopes.length; piece++) {
      offsets[piece] = constant;
      for (int i = 0; i < count; i++) {
        boolean isRight = piece > 0 && places[i] <= kinks[piece - 1];
        if (isRight == factors[i] > 0) {
          slopes[piece] += weights[i] * factors[i];
          offsets[piece] += weights[i] * biases[i];
        }
      }
    }
    this.heights = Arrays.stream(kinks).map(this::value).toArray();
    this.steepness = IntStream.range(0, count).mapToDouble(i -> size(weights[i], factors[i])).sum();
    this.height =
        IntStream.range(0, count).mapToDouble(i -> size(weights[i], biases[i])).sum()
            + Math.abs(constant);
    this.rate = (count + 8) * 8 * Rounding.UNIT;
  }

  private static double size(double left, double right) {
    return Math.abs(left * right);
  }

  /** Where the function may bend, ascending; each is off by at most its last place. */
  public double[] kinks() {
    return kinks;
  }

  /** f(x), off by at most {@link #error}. */
  public double value(double x) {
    int piece = piece(x);
    return slopes[piece] * x + offsets[piece];
  }

  /** f'(x), at a kink the slope to the right of it. */
  public double slope(double x) {
    return slopes[piece(x)];
  }

  /** The ends of an interval and the kinks between them, ascending. */
  public double[] points(double low, double high) {
    return between(low, high, kinks, low, high);
  }

  /** The values at {@link #points}. */
  public double[] values(double low, double high) {
    return between(low, high, heights, value(low), value(high));
  }

  private double[] between(double low, double high, double[] ofKinks, double first, double last) {
    int from = piece(low);
    int end = from;
    while (end < kinks.length && kinks[end] < high) {
      end++;
    }
    double[] all = new double[end - from + 2];
    System.arraycopy(ofKinks, from, all, 1, end - from);
    all[0] = first;
    all[all.length - 1] = last;
    return all;
  }

  /** How many kinks are at x or to the left of it. */
  private int piece(double x) {
    int at = Arrays.binarySearch(kinks, x);
    return at >= 0 ? at + 1 : -at - 1;
  }

  /**
   * What {@link #value} at x is off by, and how much f less a line of the given slope changes
   * between x and a true kink that is within rounding of it: sums of n products err by {@code γₙ}
   * of the sums of their sizes, and no slope of f exceeds the sum of all |aᵢwᵢ|.
   */
  public double error(double x, double slope) {
    return rate * ((steepness + Math.abs(slope)) * Math.abs(x) + height) + Double.MIN_NORMAL;
  }

  /** Whether both are the same function by the same numbers. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ScalarTable table
        && Arrays.equals(kinks, table.kinks)
        && Arrays.equals(slopes, table.slopes)
        && Arrays.equals(offsets, table.offsets);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(slopes) + Arrays.hashCode(offsets);
  }
}
