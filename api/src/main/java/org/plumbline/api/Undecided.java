package org.plumbline.api;

import java.util.Optional;

/**
 * Neither was shown.
 *
 * @param key of the question
 * @param cost of the try
 * @param asked what a question of local robustness is about
 * @param cause the kind of reason
 * @param reason in words, with what might help
 */
public record Undecided(
    QuestionKey key, Cost cost, Optional<AskedClass> asked, Cause cause, String reason)
    implements Answer {

  /** Why a question stays undecided. */
  public enum Cause {
    /** The time limit was reached. */
    TIMEOUT,
    /** Somebody cancelled the run. */
    CANCELLED,
    /** The method is not complete for the question, or memory was too short. */
    INCOMPLETE
  }
}
