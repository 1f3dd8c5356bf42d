package org.plumbline.verifier.dlv.grid;

import java.util.Arrays;

/**
 * The values that one dimension takes on a grid of manipulations: the activation itself and steps
 * away from it.
 *
 * @param dimension the neuron, from 0
 * @param values ascending, finite, distinct
 * @param centre where among them the activation itself stands
 */
public record Axis(int dimension, double[] values, int centre) {
  /** Steps on either side; more would not fit the numbers of grid points. */
  public static final int MOST_SPANS = 1 << 20;

  public Axis {
    for (int v = 0; v < values.length; v++) {
      if (!Double.isFinite(values[v]) || v > 0 && !(values[v - 1] < values[v])) {
        throw new IllegalArgumentException(
            "values of dimension " + dimension + " are not finite and ascending at " + v);
      }
    }
  }

  /**
   * {@code activation + d · span} for d from −spans to spans; values outside the limits are moved
   * to the limit, which ends the axis.
   */
  public static Axis ofSpan(
      int dimension, double activation, double span, int spans, double lowest, double greatest) {
    if (!(span > 0) || spans < 1 || spans > MOST_SPANS) {
      throw new IllegalArgumentException(
          "a span of " + span + ", " + spans + " times; both are positive");
    }
    double[] values = new double[2 * spans + 1];
    for (int d = -spans; d <= spans; d++) {
      values[d + spans] = Math.max(lowest, Math.min(greatest, activation + d * span));
    }
    return distinct(dimension, values, spans);
  }

  /** As many equal steps on either side as asked for, the last one to the end of an interval. */
  public static Axis ofInterval(
      int dimension, double activation, double lower, double upper, int spans) {
    double[] values = new double[2 * spans + 1];
    for (int d = 1; d <= spans; d++) {
      double share = (double) d / spans;
      values[spans - d] = Math.max(lower, activation - share * (activation - lower));
      values[spans + d] = Math.min(upper, activation + share * (upper - activation));
    }
    values[0] = lower;
    values[spans] = activation;
    values[2 * spans] = upper;
    return distinct(dimension, values, spans);
  }

  private static Axis distinct(int dimension, double[] values, int centre) {
    double[] distinct = new double[values.length];
    int count = 0;
    int moved = 0;
    for (int v = 0; v < values.length; v++) {
      if (count == 0 || values[v] > distinct[count - 1]) {
        distinct[count++] = values[v];
      }
      if (v == centre) {
        moved = count - 1;
      }
    }
    return new Axis(dimension, Arrays.copyOf(distinct, count), moved);
  }

  public int size() {
    return values.length;
  }

  double activation() {
    return values[centre];
  }

  double lower() {
    return values[0];
  }

  double upper() {
    return values[values.length - 1];
  }
}
