package org.plumbline.specs.vnnlib2;

/** Whole numbers in brackets. */
final class Numbers {
  private static final int MAX_DIGITS = 18;

  private Numbers() {}

  /** The last NUMBER, or −1 when it is not written in at most 18 digits alone. */
  static long whole(Lexer lexer) {
    String text = lexer.text();
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits && text.length() <= MAX_DIGITS ? Long.parseLong(text) : -1;
  }
}
