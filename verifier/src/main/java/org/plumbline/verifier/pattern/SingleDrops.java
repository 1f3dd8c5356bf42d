package org.plumbline.verifier.pattern;

import java.util.BitSet;

/**
 * Asks once more, without what was remembered, about each literal of a pattern that is said to be
 * minimal: without it the question must not be proved.
 *
 * @param violated literals without which a counterexample was found
 * @param open literals without which nothing was found in time
 * @param proved literals that are not needed after all
 */
public record SingleDrops(int violated, int open, BitSet proved) {
  public static SingleDrops of(BitSet minimal, Decider decider) {
    int violated = 0;
    int open = 0;
    BitSet proved = new BitSet();
    for (int s = minimal.nextSetBit(0); s >= 0; s = minimal.nextSetBit(s + 1)) {
      BitSet without = (BitSet) minimal.clone();
      without.clear(s);
      Decider.Answer answer = decider.ask(without);
      if (answer.isProved()) {
        proved.set(s);
      } else if (answer.counterexample().isPresent()) {
        violated++;
      } else {
        open++;
      }
    }
    return new SingleDrops(violated, open, proved);
  }
}
