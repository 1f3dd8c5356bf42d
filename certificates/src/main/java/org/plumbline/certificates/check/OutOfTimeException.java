package org.plumbline.certificates.check;

/** The budget of a check ended. */
final class OutOfTimeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  OutOfTimeException() {
    super("out of time", null, false, false);
  }
}
