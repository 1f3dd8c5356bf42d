package org.plumbline.verifier.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.Gemm;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;

/**
 * Two inputs of a box, replayed, at which a linear form of the outputs is below a value and above
 * it; and inputs at which it may be the value exactly.
 */
final class Crossing {
  private static final int SAMPLES = 64;

  /** Inputs that are moved. */
  private static final int MOST_MOVED = 16;

  private static final double GRID = 16;

  /** Halvings of one input's range, down to neighbouring doubles. */
  private static final int MOST_STEPS = 1100;

  private final Query query;
  private final Case part;
  private final LinearInequality row;
  private final ForwardPass pass;
  private final List<double[]> samples;

  private Crossing(
      Query query, Case part, LinearInequality row, ForwardPass pass, List<double[]> samples) {
    this.query = query;
    this.part = part;
    this.row = row;
    this.pass = pass;
    this.samples = samples;
  }

  /**
   * Looks at the middle of a box, at corners and at random points.
   *
   * @param row {@code c·Y ≤ r}, asked together with {@code c·Y ≥ r}
   */
  static Optional<Crossing> of(Query query, Case part, LinearInequality row, Gemm gemm, long seed) {
    ForwardPass pass = new ForwardPass(query.network(), gemm);
    LinearInequality other = row.opposite();
    boolean isBelow = false;
    boolean isAbove = false;
    List<double[]> samples = samples(part.inputs().toBox(), seed);
    for (double[] x : samples) {
      double value = value(row, pass.outputs(1, x));
      isBelow |= value < 0 && !isBelow && isBeyond(query, part, row, x);
      isAbove |= value > 0 && !isAbove && isBeyond(query, part, other, x);
      if (isBelow && isAbove) {
        return Optional.of(new Crossing(query, part, row, pass, samples));
      }
    }
    return Optional.empty();
  }

  private static List<double[]> samples(Box box, long seed) {
    Random random = new Random(seed);
    List<double[]> samples = new ArrayList<>();
    for (int s = 0; s < 2 * SAMPLES; s++) {
      double[] x = new double[box.size()];
      for (int j = 0; j < x.length; j++) {
        double low = box.lower()[j];
        double high = box.upper()[j];
        double share = s == 0 ? 0.5 : s < SAMPLES ? random.nextInt(2) : random.nextDouble();
        x[j] = share == 1 ? high : Math.min(high, low + share * (high - low));
      }
      samples.add(x);
    }
    return samples;
  }

  /** Whether a replay puts an input strictly on one side. */
  private static boolean isBeyond(Query query, Case part, LinearInequality row, double[] x) {
    Case side = new Case(part.inputs(), List.of(Polyhedron.of(row.asStrict())));
    Property asked =
        new Property(query.property().inputs(), query.property().outputs(), List.of(side));
    return new CounterexampleChecker(Query.of(query.network(), asked))
        .check(side, x)
        .filter(found -> found.classification() == Counterexample.Classification.STRICT)
        .isPresent();
  }

  private static double value(LinearInequality row, double[] y) {
    double sum = -row.rhs().doubleValue();
    for (int t = 0; t < row.outputIndices().length; t++) {
      sum += row.outputCoefficients()[t].doubleValue() * y[row.outputIndices()[t]];
    }
    return sum;
  }

  /**
   * An input that meets the value exactly, if one is found: one input is moved while the others
   * stand at multiples of 1/16, which keeps what doubles have to express short.
   */
  Optional<Counterexample> exact() {
    CounterexampleChecker checker = new CounterexampleChecker(query);
    Box box = part.inputs().toBox();
    for (double[] sample : samples) {
      for (int j = 0; j < Math.min(sample.length, MOST_MOVED); j++) {
        double[] x = snapped(sample, box);
        double low = at(x, j, box.lower()[j]);
        double high = at(x, j, box.upper()[j]);
        if (!(low * high <= 0)) {
          continue;
        }
        boolean isRising = low <= high;
        double from = isRising ? box.lower()[j] : box.upper()[j];
        double to = isRising ? box.upper()[j] : box.lower()[j];
        for (double at : between(x, j, from, to)) {
          x[j] = at;
          Optional<Counterexample> found =
              checker.check(part, x).filter(Counterexample::isViolation);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static double[] snapped(double[] sample, Box box) {
    double[] x = new double[sample.length];
    Arrays.setAll(
        x,
        j ->
            Math.max(box.lower()[j], Math.min(box.upper()[j], Math.rint(sample[j] * GRID) / GRID)));
    return x;
  }

  /** What an input may be where the form is the value, all others being what they are. */
  private double[] between(double[] x, int j, double from, double to) {
    double low = from;
    double high = to;
    double atLow = at(x, j, low);
    double atHigh = at(x, j, high);
    for (int step = 0; step < MOST_STEPS && atHigh != 0; step++) {
      double line = low - atLow * ((high - low) / (atHigh - atLow));
      double middle = step % 2 == 0 ? line : 0.5 * low + 0.5 * high;
      boolean isBetween = Math.min(low, high) < middle && middle < Math.max(low, high);
      if (!isBetween && step % 2 == 0) {
        continue;
      } else if (!isBetween) {
        break;
      }
      double value = at(x, j, middle);
      if (value < 0) {
        low = middle;
        atLow = value;
      } else {
        high = middle;
        atHigh = value;
      }
    }
    return new double[] {high, low};
  }

  private double at(double[] x, int j, double value) {
    x[j] = value;
    return value(row, pass.outputs(1, x));
  }
}
