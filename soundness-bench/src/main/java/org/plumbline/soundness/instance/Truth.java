package org.plumbline.soundness.instance;

/** What is known of a question. */
public enum Truth {
  /** An unsafe input exists. */
  SAT,
  /** No input is unsafe. */
  UNSAT,
  /** Neither was proved: no verdict is judged by it. */
  UNSTATED
}
