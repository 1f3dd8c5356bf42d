package org.plumbline.verifier.contract;

import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;

/** Decides queries. */
public interface Verifier {
  Verdict verify(Query query, Budget budget, ProofListener listener);
}
