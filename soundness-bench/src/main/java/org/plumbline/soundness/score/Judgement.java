package org.plumbline.soundness.score;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a verdict is worth, given the known answer. */
public enum Judgement {
  /** Agrees with the answer; a counterexample was replayed. */
  RIGHT("right"),
  /** Claims that there is no counterexample; the planted one was replayed. */
  WRONG_UNSAT("wrong unsat"),
  /** Claims a counterexample that is none, where the answer proves that there is none. */
  WRONG_SAT("wrong sat"),
  /** Contradicts the answer, but is right about the other arithmetic. */
  ROUNDING("rounding"),
  /** Contradicts the answer by no more than the tolerance. */
  TOLERANCE("tolerance"),
  /** Says sat without a counterexample that replays; nothing shows that it is wrong. */
  UNCONFIRMED("unconfirmed"),
  /** Undecided, or out of time or memory. */
  MISSED("missed"),
  /** No verdict: refused or crashed. */
  UNSUPPORTED("unsupported"),
  /** Nothing is known to judge it by. */
  UNJUDGED("unjudged");

  private final String words;

  Judgement(String words) {
    this.words = words;
  }

  @JsonValue
  public String words() {
    return words;
  }

  public boolean isWrong() {
    return this == WRONG_UNSAT || this == WRONG_SAT;
  }
}
