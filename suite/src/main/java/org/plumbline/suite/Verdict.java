package org.plumbline.suite;

/** What was found. */
public enum Verdict {
  /** No input does what is forbidden. */
  HOLDS,
  /** An input does, and it was replayed. */
  VIOLATED,
  /** Neither was shown. */
  UNDECIDED,
  /** The question could not be asked or its answering broke down; says nothing of the network. */
  ERROR
}
