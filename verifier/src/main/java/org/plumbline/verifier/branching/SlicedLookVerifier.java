package org.plumbline.verifier.branching;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.AffineMerger;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.bounds.sparse.SlicedPropagator;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.branching.search.SearchPlan;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.UnsafeSet;
import org.plumbline.verifier.branching.space.UnsafeSets;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/**
 * Before a search, where a network is large and its box so small that few neurons change their
 * phase: one zonotope of all inputs in slices ({@link SlicedPropagator}), which costs a pass for
 * each input. A few evaluations say beforehand whether it has a chance. What it leaves open goes to
 * another verifier.
 */
public final class SlicedLookVerifier implements Verifier {
  /** Multiply-adds of a pass for each input, from which on other searches are slow. */
  private static final double LARGE = 1e11;

  /** What takes a minute or two. */
  private static final double MOST_PRODUCTS = 6e12;

  /** Coefficients of the property's rows: 128 MB. */
  private static final long MOST_COEFFICIENTS = 1 << 24;

  /** Neurons, of which every lane has a sum. */
  private static final long MOST_NEURONS = 2_000_000;

  private final double large;
  private final int threads;
  private final Supplier<Gemm> gemm;
  private final Verifier next;

  /**
   * @param next is asked about what stays open
   */
  public SlicedLookVerifier(int threads, Supplier<Gemm> gemm, Verifier next) {
    this(LARGE, threads, gemm, next);
  }

  /**
   * @param large multiply-adds of a pass for each input, from which on a network is looked at
   */
  public SlicedLookVerifier(double large, int threads, Supplier<Gemm> gemm, Verifier next) {
    this.large = large;
    this.threads = threads;
    this.gemm = gemm;
    this.next = next;
  }

  @Override
  public Verdict verify(Query query, Budget budget, ProofListener listener) {
    return query.premise().isEmpty() && mayBeLarge(query) && proves(query, budget, listener)
        ? new Verdict.Holds(Assurance.ROUNDED)
        : next.verify(query, budget, listener);
  }

  /** Whether it is large if all inputs vary, which needs no rows of the property. */
  private boolean mayBeLarge(Query query) {
    int cases = query.property().cases().size();
    return SearchPlan.products(query.network()) * query.network().inputSize() * cases >= large;
  }

  private boolean proves(Query query, Budget budget, ProofListener listener) {
    List<UnsafeSet> sets = UnsafeSets.of(query.property());
    if (sets.isEmpty()) {
      return false;
    }
    int[] varying = new SearchSpace(sets, query.premise()).varying();
    return isWorthIt(query.network(), sets, varying.length)
        && proves(query.network(), sets, varying, budget, listener);
  }

  private boolean isWorthIt(Network network, List<UnsafeSet> sets, int varying) {
    double products = SearchPlan.products(network) * varying * sets.size();
    long rows = sets.stream().mapToLong(UnsafeSet::rows).max().orElse(0);
    return products >= large
        && products <= MOST_PRODUCTS
        && rows * network.outputSize() <= MOST_COEFFICIENTS
        && network.layers().stream().mapToLong(Layer::size).sum() <= MOST_NEURONS
        && SlicedPropagator.supports(network)
        && sets.stream().allMatch(set -> set.inputs() == null);
  }

  private boolean proves(
      Network asked, List<UnsafeSet> sets, int[] varying, Budget budget, ProofListener listener) {
    Network network = AffineMerger.merge(asked);
    Function<UnsafeSet, SlicedLook> look =
        set -> new SlicedLook(network, set, varying, gemm, budget, listener);
    if (sets.size() > 1 && !sets.stream().allMatch(set -> look.apply(set).hasChance())) {
      return false;
    }
    try (Parallel parallel = new Parallel(threads)) {
      return sets.stream().map(look).allMatch(l -> l.hasChance() && l.proves(parallel));
    }
  }
}
