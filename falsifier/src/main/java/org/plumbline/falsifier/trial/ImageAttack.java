package org.plumbline.falsifier.trial;

/**
 * A search for an image that reaches the goal of a trial. Finding nothing says nothing. The same
 * seed asks the same questions in the same order, whatever the number of threads.
 */
@FunctionalInterface
public interface ImageAttack {
  /**
   * Asks the trial, which keeps what it finds, until there is nothing left to try. To be run by
   * {@link AttackResult#of}, since a trial out of time or queries ends it by an exception.
   */
  void search(Trial trial, long seed);
}
