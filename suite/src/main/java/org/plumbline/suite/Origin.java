package org.plumbline.suite;

/** Where an answer comes from. */
public enum Origin {
  /** It was searched for in this run. */
  SEARCHED,
  /**
   * It stands in the ledger, and its certificate was checked or its counterexample replayed now.
   */
  RECHECKED,
  /** The ledger says that it stayed undecided for at least as much time; it was not asked again. */
  REMEMBERED,
  /** The counterexample to an earlier network was replayed in the present one. */
  EARLIER_COUNTEREXAMPLE,
  /** The proof about an earlier network was accepted as one about the present one. */
  EARLIER_PROOF,
  /** The suite's time was used up, or it was ended, before the question was asked. */
  NOT_ASKED
}
