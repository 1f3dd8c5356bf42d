package org.plumbline.verifier.branching;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.AffineMerger;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.Origin;
import org.plumbline.network.model.TableMerger;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.branching.parts.DividedSearch;
import org.plumbline.verifier.branching.parts.PartSearch;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.branching.search.SearchSetup;
import org.plumbline.verifier.branching.search.SubproblemSearch;
import org.plumbline.verifier.branching.space.KnownTrees;
import org.plumbline.verifier.branching.space.PremiseBounds;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.UnsafeSet;
import org.plumbline.verifier.branching.space.UnsafeSets;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.contract.Refuter;
import org.plumbline.verifier.contract.Verdict;
import org.plumbline.verifier.contract.Verifier;

/**
 * Complete on piecewise linear networks given time: a {@link SubproblemSearch} over all cases of a
 * property at once, by halving inputs where few of them vary and by splitting activations
 * elsewhere. Every bound used has its rounding error subtracted, so a proof is {@link
 * Assurance#ROUNDED}.
 */
public final class BranchAndBoundVerifier implements Verifier {
  private final int threads;
  private final Supplier<Gemm> gemm;
  private final ProgramSolver programs;
  private final Splitting splitting;
  private final Refuter attack;
  private final Optional<DividedSearch> division;
  private final Optional<KnownTrees> known;

  /**
   * @param gemm makes one instance per thread
   * @param programs for leaves, where one is there
   * @param attack where activations are split, gets a chance between the first bounds and the first
   *     splits, or even before where these bounds are expensive
   */
  public BranchAndBoundVerifier(
      int threads,
      Supplier<Gemm> gemm,
      ProgramSolver programs,
      Splitting splitting,
      Refuter attack) {
    this(threads, gemm, programs, splitting, attack, Optional.empty(), Optional.empty());
  }

  /**
   * The same.
   *
   * @param division has parts of the search searched elsewhere; what holds by what others say is
   *     {@linkplain ProofListener#claimed claimed}, and undecided until a checker looked at it
   * @param known trees that one question leaves to the next, which follows it; without them each
   *     question has its own
   */
  public BranchAndBoundVerifier(
      int threads,
      Supplier<Gemm> gemm,
      ProgramSolver programs,
      Splitting splitting,
      Refuter attack,
      Optional<DividedSearch> division,
      Optional<KnownTrees> known) {
    this.division = division;
    this.known = known;
    this.threads = threads;
    this.gemm = gemm;
    this.programs = programs;
    this.splitting = splitting;
    this.attack = attack;
  }

  @Override
  public Verdict verify(Query query, Budget budget, ProofListener listener) {
    List<UnsafeSet> sets = UnsafeSets.of(query.property());
    if (sets.isEmpty()) {
      listener.proved(List::of);
      return new Verdict.Holds(Assurance.ROUNDED);
    }
    try (Parallel parallel = new Parallel(threads)) {
      SearchSetup setup = setup(query, parallel, () -> attack.refute(query, budget), listener);
      SubproblemSearch.Result result = new Strategy(splitting, division).run(setup, budget);
      if (result.end() == SubproblemSearch.End.PROVED) {
        listener.proved(result.proof());
      } else if (result.end() == SubproblemSearch.End.CLAIMED) {
        listener.claimed(result.proof());
      }
      return verdict(result);
    }
  }

  /**
   * Searches parts of a query that another verifier like this one gives out.
   *
   * @param parallel threads that search
   * @param root of the search that is divided
   * @throws IOException if the root is none, or of another query
   */
  public PartSearch parts(Query query, Parallel parallel, byte[] root) throws IOException {
    return PartSearch.of(listener -> setup(query, parallel, Optional::empty, listener), root);
  }

  private SearchSetup setup(
      Query query,
      Parallel parallel,
      Supplier<Optional<Counterexample>> search,
      ProofListener listener) {
    List<UnsafeSet> sets = UnsafeSets.of(query.property());
    TableMerger.Merged tables = tables(query, listener);
    AffineMerger.Merged merged = AffineMerger.merged(tables.network());
    Network network = merged.network();
    Origin origin = tables.origin().of(Origin.ofLayers(merged.origin()));
    SearchSetup.Asked asked =
        new SearchSetup.Asked(query.network().depth(), origin, query.network().reading());
    SearchSpace space =
        new SearchSpace(sets, PremiseBounds.moved(query.premise(), merged.origin()));
    ErrorCharges charges = new ErrorCharges(network, space.hull());
    CounterexampleChecker checker = new CounterexampleChecker(query);
    Function<double[], Optional<Counterexample>> confirmation =
        x -> checker.check(x).filter(Counterexample::isViolation);
    return new SearchSetup(
        network,
        asked,
        space,
        charges,
        gemm,
        programs,
        parallel,
        trees(query.network()),
        once(search),
        confirmation,
        listener);
  }

  private KnownTrees trees(Network asked) {
    KnownTrees trees = known.orElseGet(KnownTrees::new);
    trees.begin(asked);
    return trees;
  }

  /** A premise speaks of ReLUs, so that they stay ReLUs. */
  private static TableMerger.Merged tables(Query query, ProofListener listener) {
    if (!query.premise().isEmpty()) {
      return TableMerger.Merged.none(query.network());
    }
    TableMerger.Merged merged = TableMerger.merged(query.network());
    if (merged.tables() > 0) {
      listener.note(
          merged.tables() + " neurons are tables, and bounded as functions of one number");
    }
    return merged;
  }

  private static Supplier<Optional<Counterexample>> once(
      Supplier<Optional<Counterexample>> attack) {
    AtomicBoolean isDone = new AtomicBoolean();
    return () -> isDone.getAndSet(true) ? Optional.empty() : attack.get();
  }

  private static Verdict verdict(SubproblemSearch.Result result) {
    return switch (result.end()) {
      case PROVED -> new Verdict.Holds(Assurance.ROUNDED);
      case VIOLATED -> new Verdict.Violated(result.counterexample().orElseThrow());
      case OUT_OF_TIME -> new Verdict.Unknown(Verdict.Cause.TIMEOUT, result.reason());
      case CLAIMED ->
          new Verdict.Unknown(
              Verdict.Cause.INCOMPLETE, "what others proved of its parts was not checked");
      case ABANDONED, UNDEFINED -> new Verdict.Unknown(Verdict.Cause.INCOMPLETE, result.reason());
    };
  }
}
