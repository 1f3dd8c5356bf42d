package org.plumbline.suite;

/** Where an answer comes from. */
public enum Origin {
  /** It was searched for in this run. */
  SEARCHED,
  /**
   * It stands in the ledger, and its certificate was checked or its counterexample replayed now.
   */
  RECHECKED,
  /** The counterexample to an earlier network was replayed in the present one. */
  EARLIER_COUNTEREXAMPLE,
  /** The suite's time was used up, or it was ended, before the question was asked. */
  NOT_ASKED
}
