package org.plumbline.reference.tensor;

/**
 * A model, a property or a question that the second reading does not answer. The message names the
 * file, the place, what was found there, and what would be understood.
 */
public class ReferenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ReferenceException(String message) {
    super(message);
  }

  public ReferenceException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The same refusal, with the place where it happened in front. */
  public ReferenceException at(String place) {
    return new ReferenceException(place + ": " + getMessage(), this);
  }
}
