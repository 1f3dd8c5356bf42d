package org.plumbline.verifier.float32;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.plumbline.network.eval.ExactForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.Float32Checker;
import org.plumbline.verifier.contract.Refuter;

/**
 * Runs the network in binary32 at some points of every case: gradients of real numbers say nothing
 * of what rounding does. The points are both ends and seven points between them of the diagonal of
 * the box, then as many corners, points of the lattice of eighths, and points anywhere.
 */
public final class Float32Probes implements Refuter {
  private static final int EIGHTHS = 8;
  private static final int OF_EACH_KIND = 64;

  /** With more cases than this, only the first ones are tried. */
  private static final int CASES = 32;

  /** Multiply-adds of all probes: exact sums take some hundred times what plain ones do. */
  private static final double PRODUCTS = 2e9;

  private final long seed;

  public Float32Probes(long seed) {
    this.seed = seed;
  }

  @Override
  public Optional<Counterexample> refute(Query query, Budget budget) {
    int cases = Math.min(CASES, query.boxes().size());
    double pass = Math.max(1, ExactForwardPass.products(query.network()));
    int probes = (int) Math.min(3 * OF_EACH_KIND, PRODUCTS / pass / Math.max(1, cases));
    Float32Checker checker = new Float32Checker(query);
    SplittableRandom random = new SplittableRandom(seed);
    for (int number = 0; number < cases; number++) {
      for (int k = 0; k <= EIGHTHS + probes && !budget.expired(); k++) {
        double[] point = point(query.boxes().get(number), k, random);
        Optional<Counterexample> found = checker.check(number, point);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static double[] point(Box box, int k, SplittableRandom random) {
    int kind = k <= EIGHTHS ? 0 : 1 + k % 3;
    return IntStream.range(0, box.size())
        .mapToDouble(
            i -> {
              double part =
                  switch (kind) {
                    case 0 -> (double) k / EIGHTHS;
                    case 1 -> random.nextInt(2);
                    case 2 -> (double) random.nextInt(EIGHTHS + 1) / EIGHTHS;
                    default -> random.nextDouble();
                  };
              return (1 - part) * box.lower()[i] + part * box.upper()[i];
            })
        .toArray();
  }
}
