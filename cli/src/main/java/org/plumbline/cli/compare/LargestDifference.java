package org.plumbline.cli.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.contract.Verdict;

/**
 * The largest difference of any output, from below by inputs and from above by proofs: a question
 * for one bound after the other, each twice what was seen until one holds, and the middle of both
 * (as a ratio) from then on.
 */
final class LargestDifference {
  private static final int SAMPLES = 1000;
  private static final double CLOSE = 1.05;
  private static final double NOTHING_SEEN = 1e-6;
  private static final int SHARE = 3;
  private static final MathContext DIGITS = new MathContext(4, RoundingMode.UP);

  private final ComparedNetworks networks;
  private final Box box;
  private double seen;

  /** The greatest bound that stayed open, before any was proved. */
  private double open;

  private Optional<Bound> proved = Optional.empty();

  /** A bound that holds, and how sure it is. */
  record Bound(BigDecimal value, Verdict.Holds how) {}

  LargestDifference(ComparedNetworks networks, Box box) {
    this.networks = networks;
    this.box = box;
  }

  /**
   * @param ask whether some output can differ by more, within a time
   */
  void search(BiFunction<BigDecimal, Budget, Verdict> ask, Budget budget, long seed) {
    sample(seed);
    while (!budget.expired() && !isClose()) {
      BigDecimal tried = next();
      Budget slice = Budget.ofMillis(Math.max(1, budget.remainingMillis() / SHARE));
      Verdict verdict = ask.apply(tried, slice);
      if (verdict instanceof Verdict.Holds holds) {
        proved = Optional.of(new Bound(tried, holds));
      } else if (verdict instanceof Verdict.Violated violated) {
        seen = Math.max(seen, difference(violated.counterexample().outputs()));
      } else if (proved.isEmpty()) {
        open = tried.doubleValue();
      } else {
        return;
      }
    }
  }

  private BigDecimal next() {
    double least = Math.max(seen, NOTHING_SEEN);
    double tried =
        proved.isPresent()
            ? Math.sqrt(least * proved.get().value().doubleValue())
            : 2 * Math.max(least, open);
    return new BigDecimal(tried).round(DIGITS);
  }

  private boolean isClose() {
    double above = proved.map(bound -> bound.value().doubleValue()).orElse(Double.MAX_VALUE);
    return above <= CLOSE * seen || above <= 2 * NOTHING_SEEN;
  }

  private void sample(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ForwardPass first = new ForwardPass(networks.network(), new JavaGemm());
    ForwardPass second = new ForwardPass(networks.other(), new JavaGemm());
    double[] x = new double[box.size()];
    for (int sample = 0; sample < SAMPLES; sample++) {
      for (int i = 0; i < x.length; i++) {
        double part = sample % 2 == 0 ? random.nextDouble() : random.nextInt(2);
        x[i] = box.lower()[i] + part * (box.upper()[i] - box.lower()[i]);
      }
      double[] y = first.outputs(1, x).clone();
      double[] z = second.outputs(1, x);
      for (int j = 0; j < y.length; j++) {
        seen = Math.max(seen, Math.abs(y[j] - z[j]));
      }
    }
  }

  /** The greatest difference of outputs that stand one network after the other. */
  private static double difference(double[] outputs) {
    int each = outputs.length / 2;
    double greatest = 0;
    for (int j = 0; j < each; j++) {
      greatest = Math.max(greatest, Math.abs(outputs[j] - outputs[each + j]));
    }
    return greatest;
  }

  /** What an input showed. */
  double seen() {
    return seen;
  }

  /** The least bound that was proved. */
  Optional<Bound> proved() {
    return proved;
  }
}
