package org.plumbline.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate;
import org.plumbline.certificates.proof.CertificateWriter;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.cli.output.OutputFile;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.query.Question;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.proof.CertificateRecorder;
import org.plumbline.verifier.proof.LeafMender;

/**
 * Has what a search remembers checked, and raises the assurance of its verdict if it is a proof.
 */
final class Certification {
  /** Of mending: every one halves the leaves that are open. */
  private static final int MOST_ROUNDS = 10;

  private final CertificateRecorder recorder;
  private final Certificate.Semantics semantics;
  private final int threads;
  private final Consumer<String> notes;
  private Optional<List<Certificate.CaseProof>> accepted = Optional.empty();

  Certification(
      CertificateRecorder recorder,
      Certificate.Semantics semantics,
      int threads,
      Consumer<String> notes) {
    this.recorder = recorder;
    this.semantics = semantics;
    this.threads = threads;
    this.notes = notes;
  }

  /**
   * Reads, searches and has what was found checked, all within the budget; what the search found
   * stands where only the check did not end in time.
   */
  Verdict decide(Budget budget, Supplier<Question> reading, Function<Question, Verdict> search) {
    AtomicReference<Verdict> found = new AtomicReference<>();
    Verdict verdict =
        new Deadline(budget)
            .keep(
                () -> {
                  Question question = reading.get();
                  found.set(search.apply(question));
                  return raise(found.get(), question, budget);
                });
    return verdict instanceof Verdict.Unknown && found.get() != null
        ? unchecked(found.get())
        : verdict;
  }

  /** The verdict itself, or that it is certified. */
  Verdict raise(Verdict verdict, Question question, Budget budget) {
    if (!(verdict instanceof Verdict.Holds) || question.parts().size() != 1) {
      return unchecked(verdict);
    }
    Optional<List<Certificate.CaseProof>> proof = recorder.proof();
    if (proof.isEmpty()) {
      notes.accept("the search left no certificate");
      return unchecked(verdict);
    }
    Optional<String> gap = proof.get().stream().flatMap(p -> gap(p.root()).stream()).findFirst();
    if (gap.isPresent()) {
      notes.accept("the search left a certificate with a gap: " + gap.get());
      return unchecked(verdict);
    }
    Query query = question.parts().get(0).get();
    accepted = accepted(query, proof.get(), budget);
    return accepted.isEmpty() ? unchecked(verdict) : new Verdict.Holds(Assurance.CERTIFIED);
  }

  /** Why some node is not proved, if one is not. */
  private static Optional<String> gap(ProofNode root) {
    Deque<ProofNode> left = new ArrayDeque<>(List.of(root));
    while (!left.isEmpty()) {
      ProofNode node = left.removeLast();
      if (node instanceof ProofNode.Unjustified open) {
        return Optional.of(open.reason());
      }
      left.addAll(node.children());
    }
    return Optional.empty();
  }

  /** The proof that is accepted, mended where it is almost one. */
  private Optional<List<Certificate.CaseProof>> accepted(
      Query query, List<Certificate.CaseProof> first, Budget budget) {
    CertificateChecker checker = new CertificateChecker(threads);
    LeafMender mender = new LeafMender(query);
    List<Certificate.CaseProof> proof = first;
    for (int round = 0; ; round++) {
      notes.accept(round == 0 ? "checking the certificate" : "checking what was mended");
      CheckResult result = checker.check(query, proof, semantics, budget);
      notes.accept(words(result));
      if (result instanceof CheckResult.Accepted) {
        return Optional.of(proof);
      }
      boolean isMendable =
          round < MOST_ROUNDS
              && result instanceof CheckResult.Incomplete some
              && mender.canMend(some.leaves());
      if (!isMendable) {
        return Optional.empty();
      }
      proof = mender.mend(proof, ((CheckResult.Incomplete) result).leaves());
    }
  }

  /** Without an accepted certificate nothing is known about float32. */
  private Verdict unchecked(Verdict verdict) {
    boolean isEnough =
        semantics == Certificate.Semantics.REAL || !(verdict instanceof Verdict.Holds);
    return isEnough
        ? verdict
        : new Verdict.Unknown(
            Verdict.Cause.INCOMPLETE, "no certificate for float32 was accepted; -v says why");
  }

  /** Writes the certificate that was accepted; false if none was. */
  boolean write(OutputFile file, QuestionSource.Subject subject, Premise premise) {
    if (accepted.isEmpty()) {
      return false;
    }
    Certificate certificate =
        new Certificate(
            subject.network(), subject.property(), Digest.of(premise), semantics, accepted.get());
    file.write(out -> CertificateWriter.write(certificate, out));
    return true;
  }

  static String words(CheckResult result) {
    if (result instanceof CheckResult.Accepted all) {
      return String.format(
          Locale.ROOT,
          "the certificate is a proof: %,d nodes, %,d leaves",
          all.counts().nodes(),
          all.counts().leaves());
    } else if (result instanceof CheckResult.Rejected no) {
      return "the certificate is no proof: "
          + no.where()
          + ", rule \""
          + no.rule()
          + "\": "
          + no.why();
    }
    CheckResult.Incomplete some = (CheckResult.Incomplete) result;
    return some.leaves().isEmpty()
        ? some.why()
        : "the certificate does not prove all: " + some.why() + ", first " + some.leaves().get(0);
  }
}
