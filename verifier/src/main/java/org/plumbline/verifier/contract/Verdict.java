package org.plumbline.verifier.contract;

import org.plumbline.specs.replay.Counterexample;

/** The answer to a query. */
public sealed interface Verdict {
  /** No input of the region reaches an unsafe output. */
  record Holds(Assurance assurance) implements Verdict {}

  /** A replayed input reaches an unsafe output. */
  record Violated(Counterexample counterexample) implements Verdict {}

  /**
   * Neither was shown.
   *
   * @param reason in words, with what might help
   */
  record Unknown(Cause cause, String reason) implements Verdict {}

  /** Why a query stayed undecided. */
  enum Cause {
    TIMEOUT,
    INCOMPLETE
  }
}
