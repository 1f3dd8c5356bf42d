package org.plumbline.verifier.certified;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;
import org.plumbline.verifier.proof.CertificateRecorder;

/** Has every proof of a verifier checked, and remembers the last one that was accepted. */
public final class CertifyingVerifier implements Verifier {
  private final Verifier verifier;
  private final Supplier<SecondReading> second;
  private final CertifiedSearch search;
  private final Budget checking;
  private Optional<Certified> last = Optional.empty();

  /** A query that holds and its certificate. */
  public record Certified(Query query, List<CaseProof> proof) {}

  /**
   * @param second of the network; asked for with every query
   * @param checking ends the checks, which take time of their own
   */
  public CertifyingVerifier(
      Verifier verifier,
      Supplier<SecondReading> second,
      int threads,
      Budget checking,
      Consumer<String> notes) {
    this.verifier = verifier;
    this.second = second;
    this.search = new CertifiedSearch(Semantics.REAL, threads, notes);
    this.checking = checking;
  }

  @Override
  public Verdict verify(Query query, Budget budget, ProofListener listener) {
    CertificateRecorder recorder = new CertificateRecorder(listener);
    Decision decision =
        search.decide(
            query,
            second.get(),
            budget,
            checking,
            recorder,
            asked -> verifier.verify(asked, budget, recorder));
    decision.proof().ifPresent(proof -> last = Optional.of(new Certified(query, proof)));
    return decision.verdict();
  }

  /** Of the last query that was certified. */
  public Optional<Certified> last() {
    return last;
  }
}
