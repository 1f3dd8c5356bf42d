package org.plumbline.verifier.pattern;

import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * StochCoarsen: keeps each literal with probability {@code θ = exp(−1/s)}, s being about as many as
 * are needed, and goes on from what is still proved (Geng et al., 2024, after Liang, Tripp and
 * Naik, <em>Learning Minimal Abstractions</em>, POPL 2011). Needs of the order of s·log n questions
 * and leaves some that are not needed, which {@link Coarsening} finds.
 */
public final class StochasticCoarsening {
  private final Decider decider;
  private final SplittableRandom random;
  private final int failures;

  /**
   * @param failures in a row that end it
   */
  public StochasticCoarsening(Decider decider, SplittableRandom random, int failures) {
    this.decider = decider;
    this.random = random;
    this.failures = failures;
  }

  /**
   * A part of literals under which the question is proved.
   *
   * @param needed how many may be needed, at least 1
   */
  public BitSet of(BitSet proved, int needed) {
    double keep = Math.exp(-1.0 / needed);
    BitSet best = proved;
    for (int failed = 0; failed < failures && !best.isEmpty(); ) {
      BitSet sample = new BitSet();
      best.stream().filter(s -> random.nextDouble() < keep).forEach(sample::set);
      if (sample.equals(best)) {
        failed++;
      } else if (decider.ask(sample).isProved()) {
        best = sample;
        failed = 0;
      } else {
        failed++;
      }
    }
    return best;
  }
}
