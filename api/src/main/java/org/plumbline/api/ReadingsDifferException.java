package org.plumbline.api;

/**
 * Two readings of the files do not agree, so that nothing may be said about them. That is a bug of
 * Plumbline: the message says at which node, for a report.
 */
public final class ReadingsDifferException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * What differs.
   *
   * @param message for people
   * @param cause what found it
   */
  public ReadingsDifferException(String message, Throwable cause) {
    super(message, cause);
  }
}
