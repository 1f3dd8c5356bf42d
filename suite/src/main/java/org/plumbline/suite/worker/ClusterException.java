package org.plumbline.suite.worker;

/** A cluster cannot be joined, or was lost. The ledger has what was answered. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what is wrong, and what to do. */
  public ClusterException(String message) {
    super(message);
  }

  /** The same, with its cause. */
  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
