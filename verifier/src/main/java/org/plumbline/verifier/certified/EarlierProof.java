package org.plumbline.verifier.certified;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.check.OpenLeaves;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.query.Question;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.proof.CertificateRecorder;
import org.plumbline.verifier.proof.LeafMender;

/**
 * The proof of an earlier question, such as the same one about the network before its last
 * training, tried on a question of today. A certificate names splits, slopes and which neurons to
 * bound, and the checker computes every number itself; so it is a proof of today's question if the
 * checker accepts it, whatever it was made for. It is given up at the first leaf that stays open.
 */
public final class EarlierProof {
  /** Of the time that is left. A check takes less than the search did, mostly. */
  private static final double MOST_TIME = 0.25;

  /** Leaves that may be halved, for each leaf of the proof: more is a search. */
  private static final double MOST_CUTS = 0.25;

  private static final int LEAST_CUTS = 4;

  private final List<CaseProof> cases;

  /**
   * @param cases of the earlier certificate, which nobody has to trust
   */
  public EarlierProof(List<CaseProof> cases) {
    this.cases = List.copyOf(cases);
  }

  /**
   * What it says of a question: that it holds, or nothing.
   *
   * @param recorder gets the proof that the checker accepted, maybe with some leaves halved
   */
  public Optional<Verdict> of(
      Question question,
      Semantics semantics,
      int threads,
      Budget budget,
      CertificateRecorder recorder) {
    Optional<List<CaseProof>> proof =
        question.parts().size() == 1
            ? accepted(question.parts().get(0).get(), semantics, threads, budget)
            : Optional.empty();
    recorder.note(
        "the earlier proof is " + (proof.isPresent() ? "one" : "none") + " of this question");
    proof.ifPresent(cases -> recorder.proved(() -> cases));
    return proof.map(cases -> new Verdict.Holds(Assurance.ROUNDED));
  }

  private Optional<List<CaseProof>> accepted(
      Query query, Semantics semantics, int threads, Budget budget) {
    int cuts = LEAST_CUTS + (int) (MOST_CUTS * leaves());
    LeafMender mender = new LeafMender(query, cuts);
    Budget some = budget.share(MOST_TIME);
    OpenLeaves firstEnds =
        (leaf, lower, upper) -> {
          Optional<OpenLeaves.Cut> cut = mender.cut(leaf, lower, upper);
          if (cut.isEmpty()) {
            some.cancel();
          }
          return cut;
        };
    CheckResult result =
        new CertificateChecker(threads).check(query, cases, semantics, firstEnds, some);
    return result instanceof CheckResult.Accepted
        ? Optional.of(mender.mended(cases))
        : Optional.empty();
  }

  private int leaves() {
    int leaves = 0;
    Deque<ProofNode> left = new ArrayDeque<>();
    cases.forEach(proof -> left.add(proof.root()));
    while (!left.isEmpty()) {
      List<ProofNode> children = left.removeLast().children();
      leaves += children.isEmpty() ? 1 : 0;
      left.addAll(children);
    }
    return leaves;
  }
}
