package org.plumbline.network.model;

/** A network that uses something outside the core language; refused by name, never approximated. */
public final class UnsupportedOperatorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param operator the operator's name in its format, e.g. {@code LSTM}
   * @param node the node's name in the file
   * @param reason which attribute, input or use is not supported, and what is
   */
  public UnsupportedOperatorException(String operator, String node, String reason) {
    super("operator " + operator + " (node " + node + ") is not supported: " + reason);
  }

  private UnsupportedOperatorException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The same refusal, with the name of the file before it. */
  public UnsupportedOperatorException in(String file) {
    return new UnsupportedOperatorException(file + ": " + getMessage(), this);
  }
}
