package org.plumbline.verifier.branching;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.AffineMerger;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.sparse.SparsePropagator;
import org.plumbline.verifier.branching.search.SearchPlan;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.UnsafeSet;
import org.plumbline.verifier.branching.space.UnsafeSets;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/**
 * Before anything else, where a network is so large that a thousand evaluations take minutes and
 * few inputs vary: one zonotope of these inputs, which costs a pass for each of them and holds no
 * more than the layers that are still read. What it leaves open goes to another verifier.
 */
public final class FirstLookVerifier implements Verifier {
  /** Multiply-adds of a network that is large. */
  private static final double LARGE = 1e9;

  /** Entries of a layer's zonotope: 1.2 GB. */
  private static final long MOST_ENTRIES = 150_000_000;

  /** Multiply-adds for symbols of activations. */
  private static final double MOST_PRODUCTS = 5e10;

  /** Neurons times multiply-adds of a proof that a checker gets through. */
  private static final double MOST_CHECKED = 1e14;

  private final double large;
  private final Supplier<Gemm> gemm;
  private final Verifier next;

  /**
   * @param next is asked about what stays open
   */
  public FirstLookVerifier(Supplier<Gemm> gemm, Verifier next) {
    this(LARGE, gemm, next);
  }

  /**
   * @param large multiply-adds from which on a network is looked at
   */
  public FirstLookVerifier(double large, Supplier<Gemm> gemm, Verifier next) {
    this.large = large;
    this.gemm = gemm;
    this.next = next;
  }

  @Override
  public Verdict verify(Query query, Budget budget, ProofListener listener) {
    boolean isLarge = SearchPlan.products(query.network()) >= large;
    return isLarge && query.premise().isEmpty() && proves(query, budget, listener)
        ? new Verdict.Holds(Assurance.ROUNDED)
        : next.verify(query, budget, listener);
  }

  private boolean proves(Query query, Budget budget, ProofListener listener) {
    List<UnsafeSet> sets = UnsafeSets.of(query.property());
    if (sets.isEmpty()) {
      return false;
    }
    Network network = AffineMerger.merged(query.network()).network();
    int[] varying = new SearchSpace(sets, query.premise()).varying();
    if ((varying.length + 1L) * largest(network, 0) > MOST_ENTRIES) {
      return false;
    }
    Look look = new Look(network, varying);
    double margin = Double.POSITIVE_INFINITY;
    for (UnsafeSet set : sets) {
      margin = budget.expired() ? Double.NaN : Math.min(margin, look.margin(set, budget));
    }
    if (!(margin > 0)) {
      listener.note("the first look misses by " + (float) -margin);
      return false;
    }
    listener.note("the first look proves it, by at least " + margin);
    if (look.open * SearchPlan.products(network) <= MOST_CHECKED) {
      listener.proved(() -> sets.stream().map(set -> proof()).toList());
    }
    return true;
  }

  private static CaseProof proof() {
    List<Step> steps =
        List.of(new Step.Derive(Step.Passes.OPEN_PARALLEL, List.of()), new Step.ClipInputs());
    return new CaseProof(SlopeNeurons.none(0), new ProofNode.Closed(steps));
  }

  /** Neurons of the largest layer from one on. */
  private static long largest(Network network, int from) {
    return network.layers().stream().skip(from).mapToLong(Layer::size).max().orElse(1);
  }

  /** One network, looked at case by case. */
  private final class Look {
    private final Network network;
    private final int[] varying;
    private final SparsePropagator zonotopes;
    private final int[] lastReader;
    private long open;

    Look(Network network, int[] varying) {
      this.network = network;
      this.varying = varying;
      this.lastReader = new int[network.depth()];
      for (int k = 1; k < network.depth(); k++) {
        for (int source : network.layer(k).sources()) {
          lastReader[source] = k;
        }
      }
      int[] limits = new int[network.depth()];
      double after = 0;
      for (int k = network.depth() - 1; k > 0; k--) {
        after += SearchPlan.products(network.layer(k));
        limits[k] = (int) Math.min(MOST_ENTRIES / largest(network, k), MOST_PRODUCTS / after) - 1;
      }
      this.zonotopes = new SparsePropagator(network, gemm.get(), k -> limits[k]);
    }

    /** How far every polyhedron of a case is from being reached; NaN if that is not known. */
    double margin(UnsafeSet set, Budget budget) {
      if (set.inputs() != null) {
        return Double.NaN;
      }
      BatchBounds bounds = new BatchBounds(network);
      bounds.resetInputs();
      System.arraycopy(set.box().lower(), 0, bounds.lower(0), 0, network.inputSize());
      System.arraycopy(set.box().upper(), 0, bounds.upper(0), 0, network.inputSize());
      zonotopes.start(bounds, varying);
      for (int k = 1; k < network.depth(); k++) {
        if (budget.expired()) {
          return Double.NaN;
        }
        bounds.open(k);
        zonotopes.propagate(k, bounds);
        open += countOpen(bounds, k);
        for (int source : network.layer(k).sources()) {
          if (lastReader[source] == k && source != 0) {
            zonotopes.release(source);
            bounds.release(source);
          }
        }
      }
      return set.margin(r -> zonotopes.lower(network.outputIndex(), set.outputs()[r]));
    }

    private long countOpen(BatchBounds bounds, int k) {
      double[] low = bounds.lower(k);
      double[] high = bounds.upper(k);
      return IntStream.range(0, network.layer(k).size())
          .filter(i -> low[i] < 0 && high[i] > 0)
          .count();
    }
  }
}
