package org.plumbline.verifier.proof;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.certificates.check.AcceptedProof;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.network.model.Origin;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.contract.NodeClaim;
import org.plumbline.verifier.contract.ProofListener;

/** Keeps what a search remembers of its proof, and passes everything else on. */
public final class CertificateRecorder implements ProofListener {
  private final ProofListener listener;
  private volatile Supplier<List<Certificate.CaseProof>> cases;
  private volatile AcceptedProof accepted;
  private volatile Supplier<List<Certificate.CaseProof>> claim;

  public CertificateRecorder(ProofListener listener) {
    this.listener = listener;
  }

  /** A proof of every case of the query that was proved, if the search left one. */
  public Optional<List<Certificate.CaseProof>> proof() {
    return Optional.ofNullable(cases).map(Supplier::get);
  }

  /** The same, if the checker has accepted it. */
  public Optional<AcceptedProof> accepted() {
    return Optional.ofNullable(accepted);
  }

  /** What others say is a proof of every case, if parts of the query were searched by others. */
  public Optional<List<Certificate.CaseProof>> claim() {
    return Optional.ofNullable(claim).map(Supplier::get);
  }

  @Override
  public void progress(int open, long evaluated, double provedShare) {
    listener.progress(open, evaluated, provedShare);
  }

  @Override
  public void proved(Supplier<List<Certificate.CaseProof>> proof) {
    cases = proof;
    accepted = null;
  }

  @Override
  public void proved(AcceptedProof proof) {
    cases = proof::cases;
    accepted = proof;
  }

  @Override
  public void claimed(Supplier<List<Certificate.CaseProof>> proof) {
    claim = proof;
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
