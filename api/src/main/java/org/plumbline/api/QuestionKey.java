package org.plumbline.api;

/**
 * What identifies a question: the SHA-256 of the contents of its files (unpacked, whatever they are
 * called), of what is asked about an input, of patterns, semantics, engine and seed, and of the
 * version of Plumbline. Limits of time and numbers of threads do not count.
 *
 * @param sha256 64 hexadecimal digits
 */
public record QuestionKey(String sha256) {
  /**
   * Checks the digits.
   *
   * @param sha256 64 hexadecimal digits
   */
  public QuestionKey {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256");
    }
  }

  @Override
  public String toString() {
    return sha256;
  }
}
