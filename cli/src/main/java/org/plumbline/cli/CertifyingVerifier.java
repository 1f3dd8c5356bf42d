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
  private final Budget checking;
  private final Consumer<String> notes;
  private Optional<Certified> last = Optional.empty();

  /** A query that holds and its certificate. */
  record Certified(Query query, Certification certification) {}

  /**
   * @param checking ends the checks, which take time of their own
   */
  CertifyingVerifier(Verifier verifier, int threads, Budget checking, Consumer<String> notes) {
    this.verifier = verifier;
    this.threads = threads;
    this.checking = checking;
    this.notes = notes;
  }

  @Override
  public Verdict verify(Query query, Budget budget, ProofListener listener) {
    CertificateRecorder recorder = new CertificateRecorder(listener);
    Certification certification = new Certification(recorder, Semantics.REAL, threads, notes);
    Verdict found = verifier.verify(query, budget, recorder);
    Verdict verdict = certification.raise(found, Question.of(query), checking);
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
