package org.plumbline.specs.vnnlib;

/** An expression that VNN-LIB or a limit does not allow; the reader adds the place. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public RefusedException(String message) {
    super(message);
  }
}
