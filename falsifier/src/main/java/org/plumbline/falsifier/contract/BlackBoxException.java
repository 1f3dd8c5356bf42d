package org.plumbline.falsifier.contract;

/** A black box that does not answer, or whose answer makes no sense. */
public final class BlackBoxException extends RuntimeException {
  public BlackBoxException(String message) {
    super(message);
  }

  public BlackBoxException(String message, Throwable cause) {
    super(message, cause);
  }
}
