package org.plumbline.verifier.certified;

/** What a second reading says of the first. */
public sealed interface Comparison {
  /** Both say the same at so many points. */
  record Agrees(int points) implements Comparison {}

  /**
   * They differ, so that one of them is wrong.
   *
   * @param where the first node or assertion, and the input
   * @param first what the network or property says that was proved
   * @param second what the file says
   */
  record Differs(String where, String first, String second) implements Comparison {}

  /**
   * The model is not defined at an input of the question.
   *
   * @param why the node, and what is not defined about it
   */
  record Undefined(String why) implements Comparison {}

  /** They could not be compared, in words. */
  record Unknown(String why) implements Comparison {}
}
