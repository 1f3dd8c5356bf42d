package org.plumbline.cli.output;

/** What a finished command tells the shell; picocli itself uses the same 1 and 2. */
public enum ExitCode {
  /** The property holds; or the command did what it was asked. */
  HOLDS(0),
  /** Plumbline itself failed: a bug, never a statement about the network. */
  INTERNAL_ERROR(1),
  /** The command line was not understood. */
  USAGE(2),
  /** A network or property could not be read, or uses something that is not supported. */
  UNREADABLE_INPUT(3),
  /** An answer could not be written, to a file or to standard output. */
  LOST_OUTPUT(4),
  /** The property is violated, and a counterexample was confirmed. */
  VIOLATED(10),
  /** The certificate is no proof. */
  REJECTED(11),
  /** A verifier that was put to the test gave a wrong verdict. */
  WRONG_VERDICT(12),
  /** Not decided, or not within the time limit. */
  UNDECIDED(20);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
