package org.plumbline.certificates.proof;

import java.util.List;
import org.plumbline.network.model.Reading;

/**
 * A proof that no input of a property's cases reaches an unsafe polyhedron.
 *
 * @param reading by which rules network and property were read, see {@link Reading#RULES}
 * @param networkDigest SHA-256 of the network file
 * @param propertyDigest SHA-256 of the property file, or of what stands for it
 * @param premiseDigest SHA-256 of the premise's text, or empty if there is none
 * @param cases one for each case of the property, in its order
 */
public record Certificate(
    int reading,
    byte[] networkDigest,
    byte[] propertyDigest,
    byte[] premiseDigest,
    Semantics semantics,
    List<CaseProof> cases) {
  public Certificate {
    cases = List.copyOf(cases);
  }

  /** By today's rules of reading. */
  public Certificate(
      byte[] networkDigest,
      byte[] propertyDigest,
      byte[] premiseDigest,
      Semantics semantics,
      List<CaseProof> cases) {
    this(Reading.RULES, networkDigest, propertyDigest, premiseDigest, semantics, cases);
  }

  /** Without a premise, by today's rules of reading. */
  public Certificate(
      byte[] networkDigest, byte[] propertyDigest, Semantics semantics, List<CaseProof> cases) {
    this(networkDigest, propertyDigest, new byte[0], semantics, cases);
  }

  public boolean hasPremise() {
    return premiseDigest.length > 0;
  }

  /** Which numbers the network computes with. */
  public enum Semantics {
    /** Real numbers. */
    REAL,
    /** IEEE binary32, node by node as the model says, each as any runtime may compute it. */
    FLOAT32
  }

  /** The proof of one case. */
  public record CaseProof(SlopeNeurons slopeNeurons, ProofNode root) {}
}
