package org.plumbline.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.network.linear.MatrixKernel;
import org.plumbline.question.CertificateFile;
import org.plumbline.question.ReadQuestion;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.assembly.VerifierFactory;
import org.plumbline.verifier.assembly.VerifierOptions;
import org.plumbline.verifier.certified.Asked;
import org.plumbline.verifier.certified.CertifiedSearch;
import org.plumbline.verifier.certified.Decision;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.proof.CertificateRecorder;

/** One search for an answer, and its check. */
final class Search {
  private final Verification verification;
  private final Options options;
  private final Budget budget;
  private final long start = System.nanoTime();
  private volatile ReadQuestion read;
  private volatile long evaluated;

  Search(Verification verification, Budget budget) {
    this.verification = verification;
    this.options = verification.options();
    this.budget = budget;
  }

  /**
   * @param isCancelled says at the end whether it was cancelled
   */
  Answer answer(BooleanSupplier isCancelled) {
    QuestionKey key = verification.key();
    Decision decision = Refusals.translated(this::decision);
    Cost cost = new Cost(Duration.ofNanos(System.nanoTime() - start), evaluated);
    if (decision.verdict() instanceof Verdict.Holds holds) {
      return new Holds(
          key,
          cost,
          asked(),
          options.semantics,
          Assurance.valueOf(holds.assurance().name()),
          decision.proof().map(this::certificate));
    } else if (decision.verdict() instanceof Verdict.Violated violated) {
      return new Violated(key, cost, asked(), Counterexamples.of(violated.counterexample()));
    }
    Verdict.Unknown unknown = (Verdict.Unknown) decision.verdict();
    return isCancelled.getAsBoolean()
        ? new Undecided(key, cost, asked(), Undecided.Cause.CANCELLED, "the run was cancelled")
        : new Undecided(
            key, cost, asked(), Undecided.Cause.valueOf(unknown.cause().name()), unknown.reason());
  }

  private Optional<AskedClass> asked() {
    return Optional.ofNullable(read)
        .flatMap(ReadQuestion::input)
        .map(input -> new AskedClass(input.question().label(), input.answer().classes()));
  }

  private Decision decision() {
    VerifierOptions verifier =
        new VerifierOptions(
            options.threads,
            options.seed,
            semantics(),
            org.plumbline.verifier.assembly.Engine.valueOf(options.engine.name()));
    CertificateRecorder recorder = new CertificateRecorder(new Heard());
    Supplier<Asked> reading =
        () -> {
          read = verification.reader().read();
          return read.asked();
        };
    MatrixKernel kernel = MatrixKernel.best();
    if (!kernel.isNative()) {
      String products = "matrix products are made in " + kernel.name();
      options.listener.note(products + "; the artifact plumbline-openblas makes them faster");
    }
    return new CertifiedSearch(semantics(), options.threads, options.listener::note)
        .decide(
            budget,
            reading,
            recorder,
            question -> VerifierFactory.partwise(verifier).verify(question, budget, recorder));
  }

  private org.plumbline.certificates.proof.Certificate.Semantics semantics() {
    return Numbers.of(options.semantics);
  }

  private Certificate certificate(List<CaseProof> proof) {
    return Certificate.of(CertificateFile.bytes(CertificateFile.of(read, semantics(), proof)));
  }

  /** Passes on what concerns users. */
  private final class Heard implements ProofListener {
    @Override
    public void progress(int open, long looked, double provedShare) {
      evaluated = looked;
      options.listener.progress(open, looked, provedShare);
    }

    @Override
    public void note(String what) {
      options.listener.note(what);
    }
  }
}
