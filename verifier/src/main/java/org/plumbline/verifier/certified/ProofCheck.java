package org.plumbline.verifier.certified;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.plumbline.certificates.check.AcceptedProof;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.proof.CertificateRecorder;
import org.plumbline.verifier.proof.LeafMender;

/** Has what a search remembers of its proof checked, and mended where it is almost one. */
final class ProofCheck {
  private final Semantics semantics;
  private final int threads;
  private final Consumer<String> notes;
  private String reason = "the search left no certificate";

  ProofCheck(Semantics semantics, int threads, Consumer<String> notes) {
    this.semantics = semantics;
    this.threads = threads;
    this.notes = notes;
  }

  /** What the recorder heard, where the checker has accepted that or does now. */
  Optional<List<CaseProof>> accepted(Query query, CertificateRecorder recorder, Budget budget) {
    Optional<AcceptedProof> known = recorder.accepted().filter(p -> p.isOf(query, semantics));
    if (known.isPresent()) {
      notes.accept("the checker has accepted the certificate already");
      return known.map(AcceptedProof::cases);
    }
    return recorder.proof().flatMap(proof -> accepted(query, proof, budget));
  }

  /** The proof that is accepted, if one is. */
  Optional<List<CaseProof>> accepted(Query query, List<CaseProof> proof, Budget budget) {
    Optional<String> gap = proof.stream().flatMap(p -> gap(p.root()).stream()).findFirst();
    if (gap.isPresent()) {
      reason = "the search left a certificate with a gap: " + gap.get();
      return Optional.empty();
    }
    LeafMender mender = new LeafMender(query);
    notes.accept("checking the certificate");
    CheckResult result =
        new CertificateChecker(threads).check(query, proof, semantics, mender, budget);
    reason = result.words();
    notes.accept(reason);
    return result instanceof CheckResult.Accepted
        ? Optional.of(mender.mended(proof))
        : Optional.empty();
  }

  /** Why there is no accepted proof, in words. */
  String reason() {
    return reason;
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
}
