package org.plumbline.api;

/** Hears how a run goes on, on a thread of the run; it should return soon. */
public interface ProgressListener {
  /**
   * After each round of the search.
   *
   * @param open subproblems that are open
   * @param evaluated subproblems that were looked at so far
   * @param provedShare part of the region that is proved, between 0 and 1
   */
  default void progress(int open, long evaluated, double provedShare) {}

  /**
   * A choice of the strategy, or a phase of the search.
   *
   * @param what in words
   */
  default void note(String what) {}
}
