package org.plumbline.api;

import java.util.Optional;

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

  /**
   * What a question of local robustness is about. Look at it before the answer: {@link Holds} and
   * {@link Violated} are about the class asked for, whatever the network gives to the input itself.
   *
   * @return empty for other properties, and where reading did not end
   */
  Optional<AskedClass> asked();
}
