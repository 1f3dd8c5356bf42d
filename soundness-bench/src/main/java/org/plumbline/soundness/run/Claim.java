package org.plumbline.soundness.run;

import java.util.List;

/**
 * What a verifier says of an instance.
 *
 * @param witness the inputs of a counterexample as it printed them, decimals in order; empty
 *     without one
 * @param remark what cannot be understood of its answer, or empty
 */
public record Claim(Word word, List<String> witness, String remark) {
  /** Its verdict. Whatever is none of these words is no verdict. */
  public enum Word {
    /** A counterexample exists. */
    SAT,
    /** None exists. */
    UNSAT,
    UNKNOWN,
    TIMEOUT,
    /** Its own word for a failure, or none at all: it crashed or refused. */
    NONE
  }

  public Claim {
    witness = List.copyOf(witness);
  }

  static Claim of(Word word) {
    return new Claim(word, List.of(), "");
  }

  static Claim none(String remark) {
    return new Claim(Word.NONE, List.of(), remark);
  }
}
