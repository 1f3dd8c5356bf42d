package org.plumbline.certificates.check;

import java.util.List;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.specs.query.Query;

/**
 * Proofs that {@link CertificateChecker} accepted; nothing else makes one, so that whoever has one
 * need not ask the checker again.
 */
public final class AcceptedProof {
  private final Query query;
  private final Semantics semantics;
  private final List<CaseProof> cases;

  AcceptedProof(Query query, Semantics semantics, List<CaseProof> cases) {
    this.query = query;
    this.semantics = semantics;
    this.cases = List.copyOf(cases);
  }

  /** The proofs of all cases, in their order. */
  public List<CaseProof> cases() {
    return cases;
  }

  /** Whether it was accepted for this query, which is the same object, and these numbers. */
  public boolean isOf(Query asked, Semantics numbers) {
    return query == asked && semantics == numbers;
  }
}
