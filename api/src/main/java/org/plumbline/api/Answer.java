package org.plumbline.api;

/**
 * The answer to a question: the property holds, it is violated, or neither was shown. Answers are
 * immutable.
 */
public sealed interface Answer permits Holds, Violated, Undecided {
  /**
   * What identifies the question.
   *
   * @return the key, as of {@link Verification#key}
   */
  QuestionKey key();

  /**
   * What it cost.
   *
   * @return time and subproblems
   */
  Cost cost();
}
