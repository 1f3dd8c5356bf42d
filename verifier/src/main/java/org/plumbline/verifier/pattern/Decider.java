package org.plumbline.verifier.pattern;

import java.util.BitSet;
import java.util.Optional;

/** Decides a question under some of the literals of a pattern. */
@FunctionalInterface
public interface Decider {
  /**
   * What is known of a question under some literals.
   *
   * @param isProved whether it holds; otherwise it is violated, or out of reach
   * @param counterexample an input that shows that it is violated
   */
  record Answer(boolean isProved, Optional<double[]> counterexample) {}

  /**
   * @param literals by their numbers in the pattern
   */
  Answer ask(BitSet literals);
}
