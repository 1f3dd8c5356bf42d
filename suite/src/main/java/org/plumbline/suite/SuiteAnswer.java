package org.plumbline.suite;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.plumbline.api.AskedClass;
import org.plumbline.api.Assurance;

/**
 * The answer to one question.
 *
 * @param question that was asked
 * @param verdict what was found
 * @param assurance how far {@link Verdict#HOLDS} can be trusted; empty for other verdicts
 * @param reason in words: why undecided, what broke down, what the counterexample reaches
 * @param asked the class asked about and the network's own, for questions about an image
 * @param measured a number, where one is asked for
 * @param evidence what shows it
 * @param origin where the answer comes from
 * @param begun when the search for it began
 * @param time that the search took, in this run or in the one that the ledger remembers
 * @param subproblems that the search looked at
 * @param notes for people: a recheck that failed, a limit that was reached
 */
public record SuiteAnswer(
    SuiteQuestion question,
    Verdict verdict,
    Optional<Assurance> assurance,
    String reason,
    Optional<AskedClass> asked,
    Optional<Measured> measured,
    Evidence evidence,
    Origin origin,
    Instant begun,
    Duration time,
    long subproblems,
    List<String> notes) {

  /** Copies the list. */
  public SuiteAnswer {
    notes = List.copyOf(notes);
    if (assurance.isPresent() != (verdict == Verdict.HOLDS)) {
      throw new IllegalArgumentException("an assurance goes with what holds, and only with that");
    }
  }

  /** Whether it holds by a certificate that was checked. */
  public boolean isCertified() {
    return assurance.filter(a -> a == Assurance.CERTIFIED).isPresent();
  }
}
