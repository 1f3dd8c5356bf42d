package org.plumbline.api;

/** What a checker says of a certificate. */
public sealed interface CheckAnswer {
  /**
   * The certificate proves the property.
   *
   * @param semantics the numbers that the proof is about
   * @param words what was checked
   */
  record Proved(Semantics semantics, String words) implements CheckAnswer {}

  /**
   * The certificate is no proof of this property of this network.
   *
   * @param reason where, which rule, and why
   */
  record Rejected(String reason) implements CheckAnswer {}

  /**
   * The certificate leaves something open, or the time ran out.
   *
   * @param reason what stays open
   */
  record Incomplete(String reason) implements CheckAnswer {}
}
