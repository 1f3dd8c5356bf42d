package org.plumbline.suite.summary;

/** What an answer means to the gate. */
public enum Mark {
  /** It is what the requirement wants. */
  PASSED,
  /** It is one of the reasons why the requirement is not met. */
  FAILED,
  /** The question could not be asked, or its answering broke down. */
  BROKEN,
  /** It is not what is wanted, but the requirement allows for it. */
  ALLOWED,
  /** It fails, and the baseline knows that. */
  KNOWN;

  /** Whether it counts against the gate. */
  public boolean isBad() {
    return this == FAILED || this == BROKEN;
  }
}
