package org.plumbline.verifier.branching.activations;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.model.Origin;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.branching.root.RootRefinement;
import org.plumbline.verifier.branching.search.SearchSetup;
import org.plumbline.verifier.branching.search.SubproblemSearch;
import org.plumbline.verifier.branching.search.SubproblemSearch.End;
import org.plumbline.verifier.branching.search.SubproblemSearch.Result;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.contract.NodeClaim;
import org.plumbline.verifier.contract.ProofListener;
import org.plumbline.verifier.proof.RootRows;

/**
 * Halves the box of the only case, and bounds the neurons of each half by passes of its own: those
 * that were open in the whole, in the network that was reduced to them, which is reduced again to
 * what stays open. Then activations are split, for as long as the passes took; a half that is not
 * proved by then is halved. Pays where few inputs vary and the network is large.
 */
public final class HalvedSearch {
  /** Proofs of more parts are not kept. */
  private static final int MOST_KEPT = 500;

  /** How a checker bounds the neurons of a part, from what it knows of the whole. */
  private static final List<Step> PASSES = List.of(new Step.Derive(Step.Passes.OPEN, List.of()));

  private final SearchSetup setup;
  private final ProofListener listener;
  private final InputVotes votes;
  private final Part whole;
  private final List<Step> wholeSteps;
  private final Deque<Part> open = new ArrayDeque<>();
  private int looked;
  private int proved;
  private int nextNote = 1;
  private long evaluated;
  private double provedShare;

  private HalvedSearch(SearchSetup setup, ActivationSearch root) {
    this.whole = new Part(root.bounds(), root.rows(), 1);
    this.listener = setup.listener();
    this.setup = setup.hearing(new QuietListener(listener));
    this.votes = new InputVotes(setup);
    this.wholeSteps = root.steps(0);
  }

  /** Hears of bounds, and of nothing else that the search of a part says of itself. */
  private record QuietListener(ProofListener whole) implements ProofListener {
    @Override
    public void bounded(BatchBounds bounds, Origin origin, Supplier<List<NodeClaim>> claims) {
      whole.bounded(bounds, origin, claims);
    }
  }

  /** A part of the box, what is known of its neurons, and what became of it. */
  private static final class Part {
    private BatchBounds bounds;
    private RootRows rows;
    private final double share;
    private int input;
    private double point;
    private Part below;
    private Part above;
    private ProofNode proof;

    Part(BatchBounds bounds, RootRows rows, double share) {
      this.bounds = bounds;
      this.rows = rows;
      this.share = share;
    }

    ProofNode toProof(List<Step> steps) {
      return below == null
          ? proof
          : new ProofNode.Split(
              steps, 0, input, point, below.toProof(PASSES), above.toProof(PASSES));
    }
  }

  /** Whether a question has one case, and a search's network is one that was reduced. */
  public static boolean isFor(SearchSetup setup, ActivationSearch root) {
    return setup.space().sets() == 1
        && setup.space().premise().isEmpty()
        && root.isReducedByObjective();
  }

  /**
   * Searches until the end.
   *
   * @param root a search of the whole, whose bounds those of the parts begin with
   */
  public static Result run(SearchSetup setup, ActivationSearch root, Budget budget) {
    setup.listener().note("halving inputs, with passes for the neurons of each half");
    return new HalvedSearch(setup, root).run(budget);
  }

  private Result run(Budget budget) {
    if (!halve(whole)) {
      return Result.open(End.ABANDONED, "no input can be halved");
    }
    while (!open.isEmpty()) {
      if (budget.expired()) {
        return Result.OUT_OF_TIME;
      }
      Part part = open.pop();
      Optional<Result> end = search(part, budget);
      if (end.isPresent() && end.get().end() == End.PROVED) {
        close(part, end.get());
      } else if (end.isPresent() && end.get().end() != End.ABANDONED) {
        return end.get();
      } else if (!halve(part)) {
        return Result.open(End.ABANDONED, "a part of the inputs is too small to be halved");
      }
      tell();
    }
    return new Result(
        End.PROVED,
        Optional.empty(),
        () -> List.of(new CaseProof(whole.rows.neurons(), whole.toProof(wholeSteps))),
        "");
  }

  private void tell() {
    listener.progress(open.size(), evaluated, provedShare);
    if (looked >= nextNote || open.isEmpty()) {
      listener.note(looked + " halves, " + proved + " of them proved, " + open.size() + " open");
      nextNote = 4 * looked;
    }
  }

  private void close(Part part, Result end) {
    proved++;
    provedShare += part.share;
    part.proof =
        proved > MOST_KEPT
            ? new ProofNode.Unjustified("the proof took too much memory")
            : end.proof().get().get(0).root();
    part.bounds = null;
  }

  /** Empty if the part was not decided for as many multiply-adds as its bounds cost. */
  private Optional<Result> search(Part part, Budget budget) {
    RootRefinement passes =
        new RootRefinement(
            part.bounds,
            1,
            setup.space().varying(),
            setup.space().premise(),
            new ErrorCharges(part.bounds),
            setup.gemm(),
            setup.parallel());
    double products = passes.products();
    passes.refine(part.rows, budget);
    if (budget.expired()) {
      return Optional.of(Result.OUT_OF_TIME);
    }
    ActivationSearch reduced = ActivationSearch.ofPart(setup, part.bounds, part.rows, PASSES);
    part.bounds = reduced.bounds();
    part.rows = reduced.rows();
    SubproblemSearch search = reduced.search(parts(part.bounds));
    Optional<Result> end = search.advance(products, budget);
    looked++;
    evaluated += search.evaluated();
    return end;
  }

  /** One subproblem for each polyhedron. */
  private List<Subproblem> parts(BatchBounds bounds) {
    int[] varying = setup.space().varying();
    double[] lower = new double[varying.length];
    double[] upper = new double[varying.length];
    for (int v = 0; v < varying.length; v++) {
      lower[v] = bounds.lower(0)[varying[v]];
      upper[v] = bounds.upper(0)[varying[v]];
    }
    return setup.space().rootsByPolyhedron().stream()
        .map(p -> p.within(lower, upper, p.open(), p.margin(), p.share(), p.trace()))
        .toList();
  }

  private boolean halve(Part part) {
    int input = votes.input(part.bounds);
    double low = input < 0 ? 0 : part.bounds.lower(0)[input];
    double high = input < 0 ? 0 : part.bounds.upper(0)[input];
    double middle = 0.5 * low + 0.5 * high;
    if (!(low < middle && middle < high)) {
      return false;
    }
    part.input = input;
    part.point = middle;
    part.below = new Part(copy(part.bounds), part.rows.ofPart(), part.share / 2);
    part.above = new Part(copy(part.bounds), part.rows.ofPart(), part.share / 2);
    part.below.bounds.upper(0)[input] = middle;
    part.above.bounds.lower(0)[input] = middle;
    part.bounds = null;
    open.push(part.above);
    open.push(part.below);
    return true;
  }

  private static BatchBounds copy(BatchBounds bounds) {
    BatchBounds copy = new BatchBounds(bounds.network());
    copy.take(bounds, 0);
    return copy;
  }
}
