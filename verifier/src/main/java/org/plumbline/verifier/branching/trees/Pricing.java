package org.plumbline.verifier.branching.trees;

import java.util.Arrays;
import org.plumbline.verifier.bounds.GeneratorSpace;

/**
 * Bounds of a space's function from below, where some neurons are split at 0. A neuron z that is at
 * least 0 is its own ReLU, so that {@code slope·z + half·(1 + e) = z} determines its generator e;
 * where z is at most 0 the same is 0. Putting that in for e leaves the half-spaces z ≥ 0 or z ≤ 0,
 * which get multipliers β ≥ 0:
 *
 * <pre>bound(β) = constant + Σ w·centre − Σ t − ‖objective + Σ w·row‖₁</pre>
 *
 * over the generators that are left, with t the coefficient of a split neuron's generator and
 * {@code w = t·rate ± β} that of the neuron. Concave in β, with kinks where a coefficient changes
 * its sign: steps go along the gradient to the best kink. Owns its buffers.
 */
final class Pricing {
  private static final int STEPS = 3;

  private final GeneratorSpace space;
  private final int n;
  private final double[] scale;
  private final double[] reduced;
  private final double[] sign;
  private final double[] change;
  private final Kinks kinks;
  private final double[] rate;
  private final double[] t;
  private final double[] w;
  private final double[] dw;
  private final double[] z;
  private final double[] move;

  Pricing(GeneratorSpace space) {
    this.space = space;
    this.n = space.objective().length;
    this.reduced = new double[n];
    this.sign = new double[n];
    this.change = new double[n];
    this.kinks = new Kinks(n);
    int count = space.rows().length;
    this.rate = new double[count];
    this.t = new double[count];
    this.w = new double[count];
    this.dw = new double[count];
    this.z = new double[count];
    this.move = new double[count];
    this.scale = new double[count];
    for (int c = 0; c < count; c++) {
      double size = Sums.size(space.rows()[c]);
      scale[c] = size > 0 ? 1 / (size * size) : 0;
    }
  }

  /**
   * Splits, and multipliers of them.
   *
   * @param split neurons by their place in the space, ascending
   */
  record Point(int[] split, boolean[] isAbove, double[] beta, double bound) {
    Point with(double[] better, double higher) {
      return new Point(split, isAbove, better, higher);
    }
  }

  /** What a split of one more neuron gives, if only its own multiplier is moved. */
  record Probe(int place, Point below, Point above) {}

  /** The bound of a point with better multipliers, started from those it has. */
  Point improved(Point start) {
    int count = start.split().length;
    setRates(start);
    double[] beta = start.beta().clone();
    double[] best = beta.clone();
    double most = Double.NEGATIVE_INFINITY;
    for (int step = 0; ; step++) {
      double bound = evaluate(start, beta) - Sums.size(reduced);
      if (bound > most) {
        most = bound;
        System.arraycopy(beta, 0, best, 0, count);
      }
      if (step == STEPS || !ascend(start, beta)) {
        return start.with(best, Math.max(most, start.bound()));
      }
    }
  }

  private void setRates(Point point) {
    for (int s = 0; s < point.split().length; s++) {
      rate[s] = rate(point.split()[s], point.isAbove()[s]);
    }
  }

  private double rate(int place, boolean isAbove) {
    double slope = space.slope()[place];
    return (isAbove ? 1 - slope : -slope) / space.half()[place];
  }

  private double coefficient(int place, int of) {
    return space.rows()[place][space.generator()[of]];
  }

  /** Fills what is left of the coefficients, and returns the bound before these are paid for. */
  private double evaluate(Point point, double[] beta) {
    int[] split = point.split();
    double value = space.constant();
    System.arraycopy(space.objective(), 0, reduced, 0, n);
    for (int s = split.length - 1; s >= 0; s--) {
      t[s] = space.objective()[space.generator()[split[s]]];
      for (int m = s + 1; m < split.length; m++) {
        t[s] += w[m] * coefficient(split[m], split[s]);
      }
      w[s] = t[s] * rate[s] + (point.isAbove()[s] ? -beta[s] : beta[s]);
      value += w[s] * space.centre()[split[s]] - t[s];
      Sums.add(w[s], space.rows()[split[s]], reduced);
    }
    clear(split, reduced);
    return value;
  }

  private void clear(int[] split, double[] of) {
    for (int place : split) {
      of[space.generator()[place]] = 0;
    }
  }

  /** A step along the gradient, as far as the bound grows; false if there is none. */
  private boolean ascend(Point point, double[] beta) {
    int[] split = point.split();
    for (int i = 0; i < n; i++) {
      sign[i] = Math.signum(reduced[i]);
    }
    double slope = 0;
    for (int s = 0; s < split.length; s++) {
      z[s] = space.centre()[split[s]] - Sums.dot(space.rows()[split[s]], sign);
      for (int m = 0; m < s; m++) {
        z[s] += coefficient(split[s], split[m]) * (rate[m] * z[m] - 1);
      }
      double gradient = point.isAbove()[s] ? -z[s] : z[s];
      gradient = beta[s] <= 0 ? Math.max(0, gradient) : gradient;
      move[s] = gradient * scale[split[s]];
      slope += gradient * move[s];
    }
    if (!(slope > 0)) {
      return false;
    }
    Arrays.fill(change, 0);
    for (int s = split.length - 1; s >= 0; s--) {
      double dt = 0;
      for (int m = s + 1; m < split.length; m++) {
        dt += dw[m] * coefficient(split[m], split[s]);
      }
      dw[s] = dt * rate[s] + (point.isAbove()[s] ? -move[s] : move[s]);
      Sums.add(dw[s], space.rows()[split[s]], change);
    }
    clear(split, change);
    double step = kinks.best(reduced, change, slope);
    for (int s = 0; s < split.length; s++) {
      beta[s] = Math.max(0, beta[s] + step * move[s]);
    }
    return step > 0;
  }

  /** The places that a point pays most for, at most so many, and what each gives. */
  Probe[] probes(Point point, int most) {
    setRates(point);
    double value = evaluate(point, point.beta());
    int[] places = new int[space.generator().length];
    int count = 0;
    for (int c = 0; c < places.length; c++) {
      double size = Math.abs(reduced[space.generator()[c]]);
      if (size == 0) {
        continue;
      }
      int at = count++;
      while (at > 0 && Math.abs(reduced[space.generator()[places[at - 1]]]) < size) {
        places[at] = places[--at];
      }
      places[at] = c;
    }
    Probe[] probes = new Probe[Math.min(most, count)];
    for (int p = 0; p < probes.length; p++) {
      probes[p] = probe(point, value, places[p]);
    }
    return probes;
  }

  /**
   * With only the coefficient ω of the new neuron moved, and what follows from it at neurons
   * before, both children have the same function of ω, each over a half-line.
   */
  private Probe probe(Point point, double value, int place) {
    int[] split = point.split();
    int own = space.generator()[place];
    double toPay = reduced[own];
    System.arraycopy(space.rows()[place], 0, change, 0, n);
    double gain = space.centre()[place];
    int at = 0;
    while (at < split.length && split[at] < place) {
      at++;
    }
    for (int s = at - 1; s >= 0; s--) {
      double dt = coefficient(place, split[s]);
      for (int m = s + 1; m < at; m++) {
        dt += dw[m] * coefficient(split[m], split[s]);
      }
      dw[s] = dt * rate[s];
      gain += dw[s] * space.centre()[split[s]] - dt;
      Sums.add(dw[s], space.rows()[split[s]], change);
    }
    clear(split, change);
    change[own] = 0;
    reduced[own] = 0;
    double best = kinks.bestOnEitherSide(reduced, change, gain);
    double mostAbove = toPay * rate(place, true);
    double leastBelow = toPay * rate(place, false);
    double above = Math.min(best, mostAbove);
    double below = Math.max(best, leastBelow);
    double base = value - toPay;
    double ofAbove = base + above * gain - Sums.sizeOfSum(reduced, above, change);
    double ofBelow = base + below * gain - Sums.sizeOfSum(reduced, below, change);
    reduced[own] = toPay;
    return new Probe(
        place,
        child(point, place, at, false, below - leastBelow, ofBelow),
        child(point, place, at, true, mostAbove - above, ofAbove));
  }

  /** Children have the bound of their parent at least. */
  private static Point child(
      Point parent, int place, int at, boolean side, double multiplier, double bound) {
    int count = parent.split().length;
    int[] split = new int[count + 1];
    boolean[] isAbove = new boolean[count + 1];
    double[] beta = new double[count + 1];
    for (int s = 0; s <= count; s++) {
      int from = s < at ? s : s - 1;
      split[s] = s == at ? place : parent.split()[from];
      isAbove[s] = s == at ? side : parent.isAbove()[from];
      beta[s] = s == at ? multiplier : parent.beta()[from];
    }
    return new Point(split, isAbove, beta, Math.max(bound, parent.bound()));
  }
}
