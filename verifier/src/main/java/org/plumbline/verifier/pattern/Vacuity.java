package org.plumbline.verifier.pattern;

import java.util.Optional;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.PatternQuestion;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/**
 * Whether some input follows a pattern at all: what is proved of none says nothing.
 *
 * @param follower one that does, if one was found
 * @param isEmpty whether it was proved that there is none
 */
public record Vacuity(Optional<double[]> follower, boolean isEmpty) {
  private static final Vacuity UNKNOWN = new Vacuity(Optional.empty(), false);

  public static Vacuity of(double[] follower) {
    return new Vacuity(Optional.of(follower), false);
  }

  /** Looks for an input of the box that follows, or for a proof that there is none. */
  public static Vacuity of(PatternQuestion question, Verifier verifier, Budget budget) {
    Verdict verdict = verifier.verify(question.empty(), budget, ProofListener.SILENT);
    if (verdict instanceof Verdict.Violated found) {
      return of(found.counterexample().inputs());
    }
    return verdict instanceof Verdict.Holds ? new Vacuity(Optional.empty(), true) : UNKNOWN;
  }
}
