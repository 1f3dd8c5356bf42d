package org.plumbline.junit;

/** What becomes of a test whose question stays undecided. It never passes. */
public enum WhenUndecided {
  /** It fails. */
  FAIL,
  /** It is aborted, as one whose assumption does not hold: reports call it skipped. */
  ABORT
}
