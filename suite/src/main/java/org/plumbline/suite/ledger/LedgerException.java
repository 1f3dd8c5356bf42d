package org.plumbline.suite.ledger;

/** A ledger that cannot be written or read; no answer is kept then. */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerException(String message, Throwable cause) {
    super(message, cause);
  }

  LedgerException(String message) {
    super(message);
  }
}
