package org.plumbline.network.model;

import java.util.List;

/** A network that uses something outside the core language; refused by name, never approximated. */
public final class UnsupportedOperatorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Refusals that one message holds. */
  private static final int MOST = 12;

  /**
   * @param operator the operator's name in its format, e.g. {@code LSTM}
   * @param node the node's name in the file
   * @param reason which attribute, input or use is not supported, and what is
   */
  public UnsupportedOperatorException(String operator, String node, String reason) {
    super("operator " + operator + " (node " + node + ") is not supported: " + reason);
  }

  /** Several refusals in one, in their order; of many the first ones. */
  public static UnsupportedOperatorException all(List<UnsupportedOperatorException> refusals) {
    if (refusals.size() == 1) {
      return refusals.get(0);
    }
    StringBuilder text =
        new StringBuilder().append(refusals.size()).append(" nodes are not supported:");
    for (UnsupportedOperatorException one : refusals.subList(0, Math.min(MOST, refusals.size()))) {
      text.append(System.lineSeparator()).append("  ").append(one.getMessage());
    }
    if (refusals.size() > MOST) {
      text.append(System.lineSeparator()).append("  and ").append(refusals.size() - MOST);
      text.append(" more");
    }
    return new UnsupportedOperatorException(text.toString(), refusals.get(0));
  }

  private UnsupportedOperatorException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The same refusal, with the name of the file before it. */
  public UnsupportedOperatorException in(String file) {
    return new UnsupportedOperatorException(file + ": " + getMessage(), this);
  }
}
