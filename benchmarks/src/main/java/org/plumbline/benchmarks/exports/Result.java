package org.plumbline.benchmarks.exports;

import java.util.Set;

/**
 * What came of one model.
 *
 * @param words why, where it is not right: one line
 * @param missing operators of the model that no node of can be lowered
 */
record Result(String name, Outcome outcome, String words, Set<String> missing) {

  /** From best to worst. */
  enum Outcome {
    /** Both readings and the other runtime agree at all points. */
    RIGHT("right"),
    /**
     * The same, but that the other runtime is a few steps away at some point, where float32 may
     * round across a step.
     */
    RIGHT_BUT_FOR_ROUNDING("right but for rounding"),
    /** The network and the other runtime agree, and the second reading does not read the model. */
    READ_ONCE("read once"),
    /** It is read, and there is no point at which it could be compared. */
    NOT_COMPARED("not compared"),
    /** Not read, and said so. */
    REFUSED("refused"),
    /** The exporter did not write it, or the other runtime does not run it. */
    NOT_MADE("not made"),
    /** A value, a class or the readings differ. */
    WRONG("wrong"),
    /** Reading ended with something that is no refusal. */
    CRASHED("crashed");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }
}
