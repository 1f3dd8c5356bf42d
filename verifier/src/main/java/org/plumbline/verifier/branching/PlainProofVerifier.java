package org.plumbline.verifier.branching;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.plumbline.certificates.check.AcceptedProof;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.model.SoftmaxTail;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.branching.search.SearchPlan;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/**
 * Asks the checker itself whether the plainest proof will do, which splits nothing and chooses no
 * slope. It closes what misses by less than rounding, since it ends with exact numbers ({@code
 * ExactRows}): no search in doubles ever does. Only for networks that are tiny, and for small ones
 * where the property forbids a strict inequality, which a bound at its limit refutes. Where a
 * network ends in a softmax its intervals are asked: the shares lie in [0, 1] and add up to 1.
 */
public final class PlainProofVerifier implements Verifier {
  /** Multiply-adds of a network that costs nothing to look at. */
  private static final double TINY = 2_000;

  /** Multiply-adds of a network that is looked at for a strict inequality. */
  private static final double SMALL = 200_000;

  /** Multiply-adds of a network that ends in a softmax, of which intervals are enough. */
  private static final double OF_SHARES = 2e7;

  private static final int MOST_CASES = 100;

  private final int threads;
  private final Semantics semantics;
  private final Verifier next;

  /**
   * @param semantics the numbers that the proof is about
   * @param next is asked about what stays open
   */
  public PlainProofVerifier(int threads, Semantics semantics, Verifier next) {
    this.threads = threads;
    this.semantics = semantics;
    this.next = next;
  }

  @Override
  public Verdict verify(Query query, Budget budget, ProofListener listener) {
    boolean isWhole = isWorthIt(query);
    if (!isWhole && !endsInShares(query)) {
      return next.verify(query, budget, listener);
    }
    List<CaseProof> proofs =
        Collections.nCopies(query.property().cases().size(), isWhole ? proof() : intervals());
    Optional<AcceptedProof> accepted =
        new CertificateChecker(threads).accepted(query, proofs, semantics, budget);
    if (accepted.isEmpty()) {
      return next.verify(query, budget, listener);
    }
    listener.note("the plainest proof will do");
    listener.proved(accepted.get());
    return new Verdict.Holds(Assurance.ROUNDED);
  }

  private static boolean isWorthIt(Query query) {
    double products = SearchPlan.products(query.network());
    List<Case> cases = query.property().cases();
    return !cases.isEmpty()
        && cases.size() <= MOST_CASES
        && (products <= TINY
            || products <= SMALL && cases.stream().allMatch(PlainProofVerifier::hasStrict));
  }

  /** What shares are between, and add up to, needs no bounds of the scores. */
  private boolean endsInShares(Query query) {
    int cases = query.property().cases().size();
    return semantics == Semantics.REAL
        && 0 < cases
        && cases <= MOST_CASES
        && SearchPlan.products(query.network()) <= OF_SHARES
        && SoftmaxTail.of(query.network()).isPresent();
  }

  private static boolean hasStrict(Case part) {
    return part.unsafe().stream()
        .allMatch(p -> p.inequalities().stream().anyMatch(LinearInequality::strict));
  }

  private static CaseProof intervals() {
    List<Step> steps = List.of(new Step.Derive(Step.Passes.LISTED, List.of()));
    return new CaseProof(SlopeNeurons.none(0), new ProofNode.Closed(steps));
  }

  private static CaseProof proof() {
    List<Step> steps = List.of(new Step.Derive(Step.Passes.OPEN, List.of()), new Step.ClipInputs());
    return new CaseProof(SlopeNeurons.none(0), new ProofNode.Closed(steps));
  }
}
