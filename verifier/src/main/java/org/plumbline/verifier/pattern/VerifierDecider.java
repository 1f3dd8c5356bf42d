package org.plumbline.verifier.pattern;

import java.util.BitSet;
import java.util.Optional;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/** Asks a verifier, each time for a limited time. */
public final class VerifierDecider implements Decider {
  private final Query query;
  private final Premise pattern;
  private final Verifier verifier;
  private final long millis;
  private final Budget budget;

  /**
   * @param pattern whose literals are numbered
   * @param millis for each question
   * @param budget for all of them; once it has ended nothing is proved
   */
  public VerifierDecider(
      Query query, Premise pattern, Verifier verifier, long millis, Budget budget) {
    this.query = query;
    this.pattern = pattern;
    this.verifier = verifier;
    this.millis = millis;
    this.budget = budget;
  }

  @Override
  public Answer ask(BitSet literals) {
    if (budget.expired()) {
      return new Answer(false, Optional.empty());
    }
    Budget own = Budget.ofMillis(Math.min(millis, budget.remainingMillis()));
    Query under = query.under(part(pattern, literals));
    Verdict verdict = verifier.verify(under, own, ProofListener.SILENT);
    return new Answer(
        verdict instanceof Verdict.Holds,
        verdict instanceof Verdict.Violated found
            ? Optional.of(found.counterexample().inputs())
            : Optional.empty());
  }

  /** Some of the literals of a pattern. */
  public static Premise part(Premise pattern, BitSet literals) {
    return new Premise(literals.stream().mapToObj(pattern.literals()::get).toList());
  }
}
