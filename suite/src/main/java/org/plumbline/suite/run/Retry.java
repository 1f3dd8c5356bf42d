package org.plumbline.suite.run;

/** When a question is asked again that stayed undecided. */
public enum Retry {
  /** When it has more time than it had. */
  WITH_MORE_TIME,
  /** Always. */
  ALWAYS
}
