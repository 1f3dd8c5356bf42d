package org.plumbline.verifier.branching;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.plumbline.certificates.check.AcceptedProof;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.ProofNode.Literal;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
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
 * where the property forbids a strict inequality, which a bound at its limit refutes; there the few
 * ReLUs of a tiny network are split, too, as {@code relu(x) − relu(−x) = x} needs. Where a network
 * ends in a softmax its intervals are asked: the shares lie in [0, 1] and add up to 1.
 */
public final class PlainProofVerifier implements Verifier {
  /** Multiply-adds of a network that costs nothing to look at. */
  private static final double TINY = 2_000;

  /** Multiply-adds of a network that is looked at for a strict inequality. */
  private static final double SMALL = 200_000;

  /** Multiply-adds of a network that ends in a softmax, of which intervals are enough. */
  private static final double OF_SHARES = 2e7;

  private static final int MOST_CASES = 100;

  /** Neurons that are split, so that a proof has at most 16 leaves. */
  private static final int MOST_SPLITS = 4;

  private static final List<Step> DERIVE = List.of(new Step.Derive(Step.Passes.OPEN, List.of()));

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
    Optional<AcceptedProof> accepted = accepted(query, isWhole ? proof() : intervals(), budget);
    List<Literal> kinks = kinks(query);
    if (accepted.isEmpty() && !kinks.isEmpty()) {
      accepted = accepted(query, split(kinks), budget);
    }
    if (accepted.isEmpty()) {
      return next.verify(query, budget, listener);
    }
    listener.note("the plainest proof will do");
    listener.proved(accepted.get());
    return new Verdict.Holds(Assurance.ROUNDED);
  }

  private Optional<AcceptedProof> accepted(Query query, CaseProof proof, Budget budget) {
    List<CaseProof> proofs = Collections.nCopies(query.property().cases().size(), proof);
    return new CertificateChecker(threads).accepted(query, proofs, semantics, budget);
  }

  /** What the ReLUs of a tiny network ask of the neurons that they read; none where many do. */
  private static List<Literal> kinks(Query query) {
    Network network = query.network();
    boolean isTiny = SearchPlan.products(network) <= TINY;
    if (!isTiny || !query.property().cases().stream().allMatch(PlainProofVerifier::hasStrict)) {
      return List.of();
    }
    List<Literal> kinks = new ArrayList<>();
    for (Layer layer : network.layers()) {
      if (layer instanceof ActivationLayer act && isKinked(act.activation())) {
        for (int i = 0; i < act.size() && kinks.size() <= MOST_SPLITS; i++) {
          Literal kink = signOf(network, act.source(), i);
          if (!kinks.contains(kink)) {
            kinks.add(kink);
          }
        }
      }
    }
    return kinks.size() <= MOST_SPLITS ? kinks : List.of();
  }

  /** A multiple of one number has its sign, or the other one. */
  private static Literal signOf(Network network, int layer, int neuron) {
    int k = layer;
    int i = neuron;
    while (network.layer(k) instanceof AffineLayer affine && affine.bias()[i] == 0) {
      List<int[]> read = new ArrayList<>();
      for (AffineLayer.Term term : affine.terms()) {
        term.map().visitRow(i, (j, v) -> read.add(new int[] {term.source(), j}));
      }
      if (read.size() != 1) {
        break;
      }
      k = read.get(0)[0];
      i = read.get(0)[1];
    }
    return new Literal(k, i, 0, true);
  }

  private static boolean isKinked(Activation sigma) {
    return sigma.kind() == Activation.Kind.RELU || sigma.kind() == Activation.Kind.LEAKY_RELU;
  }

  private static CaseProof split(List<Literal> kinks) {
    ProofNode node = proof().root();
    for (Literal kink : kinks) {
      node = new ProofNode.Split(DERIVE, kink.layer(), kink.neuron(), kink.point(), node, node);
    }
    return new CaseProof(SlopeNeurons.none(0), node);
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
    List<Step> steps = List.of(DERIVE.get(0), new Step.ClipInputs());
    return new CaseProof(SlopeNeurons.none(0), new ProofNode.Closed(steps));
  }
}
