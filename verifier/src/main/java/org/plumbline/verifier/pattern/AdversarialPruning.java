package org.plumbline.verifier.pattern;

import java.util.BitSet;
import java.util.Optional;

/**
 * Grows a pattern from counterexamples instead of shrinking it by proofs: of the literals that a
 * counterexample violates, one has to be kept, and the one is taken that it violates most in the
 * unit of its neuron (Geng et al., 2024, adversarial and gradient pruning). Where neither proof nor
 * counterexample is within reach, literals are added that the counterexamples so far violated most,
 * twice as many each time. The last question asked is the proof; without it nothing is claimed.
 */
public final class AdversarialPruning {
  /** Literals that are added at once where a question stays open for the first time. */
  private static final int FIRST_ADDED = 4;

  private final LiteralViolations violations;
  private final Decider decider;
  private final double[] unit;

  /**
   * @param violations of the pattern
   * @param anchor an input that follows it
   */
  public AdversarialPruning(LiteralViolations violations, double[] anchor, Decider decider) {
    this.violations = violations;
    this.decider = decider;
    this.unit = violations.values(anchor);
  }

  /** Literals under which the question is proved; empty if not even all of them were enough. */
  public Optional<BitSet> grow() {
    BitSet kept = new BitSet();
    double[] votes = new double[unit.length];
    int added = FIRST_ADDED;
    while (true) {
      Decider.Answer answer = decider.ask(kept);
      if (answer.isProved()) {
        return Optional.of(kept);
      } else if (kept.cardinality() == unit.length) {
        return Optional.empty();
      }
      double[] violated =
          answer.counterexample().map(this::violations).orElseGet(() -> new double[unit.length]);
      int most = greatest(violated, kept);
      if (violated[most] > 0) {
        kept.set(most);
        for (int s = 0; s < votes.length; s++) {
          votes[s] += Math.min(1, violated[s]);
        }
      } else if (answer.counterexample().isPresent()) {
        return Optional.empty();
      } else {
        for (int a = 0; a < added && kept.cardinality() < unit.length; a++) {
          kept.set(greatest(votes, kept));
        }
        added *= 2;
      }
    }
  }

  /** By how much an input violates each literal, in the unit of its neuron. */
  private double[] violations(double[] x) {
    double[] by = violations.of(x);
    for (int s = 0; s < by.length; s++) {
      by[s] /= Math.abs(unit[s]) + Double.MIN_NORMAL;
    }
    return by;
  }

  /** The literal with the greatest number among those not kept; there is one. */
  private static int greatest(double[] numbers, BitSet kept) {
    int greatest = kept.nextClearBit(0);
    for (int s = greatest; s < numbers.length; s++) {
      greatest = !kept.get(s) && numbers[s] > numbers[greatest] ? s : greatest;
    }
    return greatest;
  }
}
