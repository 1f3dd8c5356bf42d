package org.plumbline.certificates.proof;

import java.util.List;

/**
 * A proof that no input of a property's cases reaches an unsafe polyhedron.
 *
 * @param networkDigest SHA-256 of the network file
 * @param propertyDigest SHA-256 of the property file, or of what stands for it
 * @param cases one for each case of the property, in its order
 */
public record Certificate(
    byte[] networkDigest, byte[] propertyDigest, Semantics semantics, List<CaseProof> cases) {
  public Certificate {
    cases = List.copyOf(cases);
  }

  /** Which numbers the network computes with. */
  public enum Semantics {
    /** Real numbers. */
    REAL,
    /** IEEE binary32 in any order of summation, with or without fused multiply-add. */
    FLOAT32
  }

  /** The proof of one case. */
  public record CaseProof(SlopeNeurons slopeNeurons, ProofNode root) {}
}
