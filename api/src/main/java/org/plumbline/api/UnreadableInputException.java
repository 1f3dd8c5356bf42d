package org.plumbline.api;

/** A file or an input cannot be read, is not supported, or does not fit the others. */
public final class UnreadableInputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * The message says which file, where, and what to do.
   *
   * @param message for people
   * @param cause what found it
   */
  public UnreadableInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
