package org.plumbline.verifier.radius;

import java.util.List;
import java.util.function.Supplier;
import org.plumbline.certificates.check.AcceptedProof;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.network.model.Origin;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.contract.NodeClaim;
import org.plumbline.verifier.contract.ProofListener;

/** Counts the subproblems of a search since its bounds were narrowed last, and passes all on. */
final class ProofWork implements ProofListener {
  private final ProofListener listener;
  private long subproblems = 1;

  ProofWork(ProofListener listener) {
    this.listener = listener;
  }

  /** Another search begins. */
  void begin() {
    subproblems = 1;
  }

  /** At least 1. */
  long subproblems() {
    return subproblems;
  }

  @Override
  public void progress(int open, long evaluated, double provedShare) {
    subproblems = Math.max(1, evaluated);
    listener.progress(open, evaluated, provedShare);
  }

  @Override
  public void proved(Supplier<List<CaseProof>> cases) {
    listener.proved(cases);
  }

  @Override
  public void proved(AcceptedProof proof) {
    listener.proved(proof);
  }

  @Override
  public void claimed(Supplier<List<CaseProof>> cases) {
    listener.claimed(cases);
  }

  @Override
  public void bounded(BatchBounds bounds, Origin origin, Supplier<List<NodeClaim>> claims) {
    listener.bounded(bounds, origin, claims);
  }

  @Override
  public void note(String what) {
    listener.note(what);
  }
}
