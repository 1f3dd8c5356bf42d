package org.plumbline.reference.tensor;

/**
 * A ball touches a jump, so that the exact value is not known: another point may be clear. Only
 * {@link Mode#REAL} throws it, but for samples of Resize and GridSample that rounding decides.
 */
public final class UncertainException extends ReferenceException {
  private static final long serialVersionUID = 1L;

  public UncertainException(String message) {
    super(message);
  }

  private UncertainException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public UncertainException at(String place) {
    return new UncertainException(place + ": " + getMessage(), this);
  }
}
