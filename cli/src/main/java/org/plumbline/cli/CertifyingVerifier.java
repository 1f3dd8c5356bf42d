package org.plumbline.cli;

import java.util.Optional;
import java.util.function.Consumer;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.query.Question;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.proof.CertificateRecorder;

/** Has every proof of a verifier checked, and remembers the last one that was accepted. */
final class CertifyingVerifier implements Verifier {
  private final Verifier verifier;
  private final int threads;
  private final Consumer<String> notes;
  private Optional<Certified> last = Optional.empty();

  /** A query that holds and its certificate. */
  record Certified(Query query, Certification certification) {}

  CertifyingVerifier(Verifier verifier, int threads, Consumer<String> notes) {
    this.verifier = verifier;
    this.threads = threads;
    this.notes = notes;
  }

  @Override
  public Verdict verify(Query query, Budget budget, ProofListener listener) {
    CertificateRecorder recorder = new CertificateRecorder(listener);
    Certification certification = new Certification(recorder, Semantics.REAL, threads, notes);
    Verdict found = verifier.verify(query, budget, recorder);
    Verdict verdict = certification.raise(found, Question.of(query), budget);
    if (verdict instanceof Verdict.Holds) {
      last = Optional.of(new Certified(query, certification));
    }
    return verdict;
  }

  /** Of the last query that held. */
  Optional<Certified> last() {
    return last;
  }
}
