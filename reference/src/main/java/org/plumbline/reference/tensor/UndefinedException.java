package org.plumbline.reference.tensor;

/**
 * An operation whose result ONNX leaves open at this value, such as a cast that is out of range, a
 * division of integers by zero or an index that is too large.
 */
public final class UndefinedException extends ReferenceException {
  private static final long serialVersionUID = 1L;

  public UndefinedException(String message) {
    super(message);
  }

  private UndefinedException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public UndefinedException at(String place) {
    return new UndefinedException(place + ": " + getMessage(), this);
  }
}
