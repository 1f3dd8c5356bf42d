package org.plumbline.verifier.pattern;

import java.util.BitSet;
import java.util.Optional;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Premise;

/**
 * Grows a pattern from counterexamples instead of shrinking it by proofs: of the literals that a
 * counterexample violates, one has to be kept, and the one is taken that it violates most in the
 * unit of its neuron (Geng et al., 2024, adversarial and gradient pruning). The last question asked
 * is the proof; without it nothing is claimed.
 */
public final class AdversarialPruning {
  private final Premise pattern;
  private final Decider decider;
  private final ForwardPass forward;
  private final double[] unit;

  /**
   * @param anchor an input that follows the pattern
   */
  public AdversarialPruning(Network network, Premise pattern, double[] anchor, Decider decider) {
    this.pattern = pattern;
    this.decider = decider;
    this.forward = new ForwardPass(network, new JavaGemm());
    this.unit = values(anchor);
  }

  /**
   * Literals under which the question is proved, or empty where neither proof nor hint was found.
   */
  public Optional<BitSet> grow() {
    BitSet kept = new BitSet();
    while (true) {
      Decider.Answer answer = decider.ask(kept);
      if (answer.isProved()) {
        return Optional.of(kept);
      }
      int most = answer.counterexample().map(x -> mostViolated(x, kept)).orElse(-1);
      if (most < 0) {
        return Optional.empty();
      }
      kept.set(most);
    }
  }

  private int mostViolated(double[] x, BitSet kept) {
    double[] values = values(x);
    int most = -1;
    double worst = 0;
    for (int s = 0; s < values.length; s++) {
      boolean isActive = pattern.literals().get(s).isActive();
      double violation = isActive ? -values[s] : values[s];
      double relative = violation / (Math.abs(unit[s]) + Double.MIN_NORMAL);
      if (!kept.get(s) && violation > 0 && relative > worst) {
        most = s;
        worst = relative;
      }
    }
    return most;
  }

  private double[] values(double[] x) {
    double[][] trace = forward.trace(1, x);
    return pattern.literals().stream().mapToDouble(s -> trace[s.layer()][s.neuron()]).toArray();
  }
}
