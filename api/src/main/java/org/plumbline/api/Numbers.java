package org.plumbline.api;

/** Translates {@link Semantics}. */
final class Numbers {
  private Numbers() {}

  static org.plumbline.certificates.proof.Certificate.Semantics of(Semantics semantics) {
    return org.plumbline.certificates.proof.Certificate.Semantics.valueOf(semantics.name());
  }

  static Semantics of(org.plumbline.certificates.proof.Certificate.Semantics semantics) {
    return Semantics.valueOf(semantics.name());
  }
}
