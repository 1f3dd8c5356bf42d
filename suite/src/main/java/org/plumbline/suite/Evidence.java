package org.plumbline.suite;

import java.util.Optional;

/**
 * What shows an answer.
 *
 * @param certificate that the checker accepted, as {@code docs/certificate-format.md} says
 * @param counterexample a JSON document that {@link StoredCounterexample} reads
 * @param property that was asked, as VNN-LIB: what a certificate is about, byte for byte
 */
public record Evidence(
    Optional<StoredFile> certificate,
    Optional<StoredFile> counterexample,
    Optional<StoredFile> property) {
  /** Nothing. */
  public static final Evidence NONE =
      new Evidence(Optional.empty(), Optional.empty(), Optional.empty());
}
