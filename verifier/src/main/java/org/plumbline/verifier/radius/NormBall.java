package org.plumbline.verifier.radius;

import java.util.Arrays;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.network.interval.Box;
import org.plumbline.network.interval.Rounding;

/**
 * The inputs within a distance of one that stay in a box, for L0 (so many values differ), L1 and
 * L2, and the least that a linear function has on them.
 *
 * <p><b>Theorem.</b> With {@code gᵢ} the most that value i can take off the function within the
 * box, {@code uᵢ} how far it can move for that, and coefficients c, the function falls from the
 * centre by
 *
 * <ul>
 *   <li>L0, radius k: the sum of the k greatest {@code gᵢ};
 *   <li>L1, radius r: what is got by moving the values of greatest |cᵢ| first, each to its end,
 *       until r is used up (a fractional knapsack);
 *   <li>L2, radius r: at most {@code λr² + Σ max (|cᵢ|t − λt²)} over {@code 0 ≤ t ≤ uᵢ}, for every
 *       λ > 0, by weak duality; the best λ is found by halving, and any is sound.
 * </ul>
 *
 * @param centre inside the box
 * @param box where values may lie at all
 */
record NormBall(Distance norm, double radius, double[] centre, Box box) {
  private static final int HALVINGS = 40;

  NormBall {
    if (norm == Distance.LINF || !(radius >= 0)) {
      throw new IllegalArgumentException("a ball of radius " + radius + " in " + norm);
    }
  }

  /** Holds the ball. */
  Box hull() {
    double[] lower = box.lower().clone();
    double[] upper = box.upper().clone();
    if (norm != Distance.L0 || radius == 0) {
      for (int i = 0; i < lower.length; i++) {
        lower[i] = Math.max(lower[i], radius == 0 ? centre[i] : Math.nextDown(centre[i] - radius));
        upper[i] = Math.min(upper[i], radius == 0 ? centre[i] : Math.nextUp(centre[i] + radius));
      }
    }
    return new Box(lower, upper);
  }

  /**
   * A lower bound of {@code c·x + constant} on the ball, rounding subtracted; NaN or −∞ says
   * nothing.
   *
   * @param c coefficients from an offset on
   */
  double least(double[] c, int from, double constant) {
    int n = centre.length;
    double sum = constant;
    double size = Math.abs(constant);
    double[] rate = new double[n];
    double[] room = new double[n];
    for (int i = 0; i < n; i++) {
      double a = c[from + i];
      sum += a * centre[i];
      size += Math.abs(a * centre[i]);
      rate[i] = Math.abs(a);
      room[i] = Math.nextUp(a > 0 ? centre[i] - box.lower()[i] : box.upper()[i] - centre[i]);
    }
    double fall =
        switch (norm) {
          case L0 -> ofGreatest(rate, room);
          case L1 -> ofSteepest(rate, room);
          default -> ofEuclid(rate, room);
        };
    double lost = Rounding.gamma(2L * n + 16) * (size + fall);
    return Math.nextDown(sum - Rounding.inflate(fall) - Rounding.inflate(lost));
  }

  private double ofGreatest(double[] rate, double[] room) {
    double[] gain = new double[rate.length];
    Arrays.setAll(gain, i -> rate[i] * room[i]);
    Arrays.sort(gain);
    double sum = 0;
    for (int k = 0; k < Math.min(radius, gain.length); k++) {
      sum += gain[gain.length - 1 - k];
    }
    return sum;
  }

  private double ofSteepest(double[] rate, double[] room) {
    Integer[] order = new Integer[rate.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(rate[j], rate[i]));
    double left = radius;
    double sum = 0;
    for (int k = 0; k < order.length && left > 0; k++) {
      sum += rate[order[k]] * Math.min(left, room[order[k]]);
      left = Math.nextUp(left - room[order[k]]);
    }
    return sum;
  }

  private double ofEuclid(double[] rate, double[] room) {
    double length = 0;
    for (double r : rate) {
      length += r * r;
    }
    if (length == 0 || radius == 0) {
      return 0;
    }
    double high = Math.sqrt(length) / (2 * radius);
    double low = 0;
    double best = fallAt(high, rate, room);
    for (int k = 0; k < HALVINGS; k++) {
      double middle = (low + high) / 2;
      best = Math.min(best, fallAt(middle, rate, room));
      boolean isLong = lengthAt(middle, rate, room) > radius * radius;
      low = isLong ? middle : low;
      high = isLong ? high : middle;
    }
    return best;
  }

  private double fallAt(double lambda, double[] rate, double[] room) {
    double sum = lambda * radius * radius;
    for (int i = 0; i < rate.length; i++) {
      double t = Math.min(room[i], rate[i] / (2 * lambda));
      sum += t * (rate[i] - lambda * t);
    }
    return sum;
  }

  private static double lengthAt(double lambda, double[] rate, double[] room) {
    double sum = 0;
    for (int i = 0; i < rate.length; i++) {
      double t = Math.min(room[i], rate[i] / (2 * lambda));
      sum += t * t;
    }
    return sum;
  }
}
