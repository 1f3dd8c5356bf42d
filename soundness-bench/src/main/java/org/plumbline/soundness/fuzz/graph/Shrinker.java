package org.plumbline.soundness.fuzz.graph;

import java.util.Iterator;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes a case smaller as long as it stays wrong: delta debugging by single steps (Zeller and
 * Hildebrandt, <em>Simplifying and Isolating Failure-Inducing Input</em>, 2002).
 */
public final class Shrinker {
  private final Predicate<Case> isWrong;
  private int left;

  /**
   * @param isWrong whether a case, which may be no sound model, is wrong in the same way
   * @param tries cases that are tried at most
   */
  public Shrinker(Predicate<Case> isWrong, int tries) {
    this.isWrong = isWrong;
    this.left = tries;
  }

  /** The smallest case that is found. */
  public Case shrink(Case wrong) {
    Case best = wrong;
    Case next = smaller(best);
    while (next != best) {
      best = next;
      next = smaller(best);
    }
    return best;
  }

  /** The first step that helps, or the same case if none does. */
  private Case smaller(Case best) {
    Stream<Case> steps =
        Stream.of(
                GraphSteps.of(best), NumberSteps.ofConstants(best),
                NumberSteps.ofPoint(best), ShapeSteps.of(best))
            .flatMap(step -> step);
    Iterator<Case> proposals = steps.iterator();
    while (left > 0 && proposals.hasNext()) {
      Case proposal = proposals.next();
      if (proposal.size() < best.size()) {
        left--;
        if (isWrong.test(proposal)) {
          return proposal;
        }
      }
    }
    return best;
  }
}
