package org.plumbline.suite.run;

/** Which questions are asked that the ledger does not answer by evidence. */
public enum Retry {
  /** None: what the ledger does not show stays open. */
  NEVER,
  /** All, but for those that stayed undecided with as much time as they have now. */
  WITH_MORE_TIME,
  /** All. */
  ALWAYS
}
