package org.plumbline.verifier.branching.parts;

import java.util.List;
import java.util.Optional;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.branching.root.RootStages;
import org.plumbline.verifier.branching.search.SearchSetup;
import org.plumbline.verifier.branching.search.SubproblemSearch;
import org.plumbline.verifier.branching.space.Subproblem;

/**
 * Has others search the parts of a search: after a short look from the root, what is open is dealt
 * out to workers. Their proofs are put in where the search has left off. What nobody answers is
 * searched here, in the time that is left.
 */
public final class DividedSearch {
  /** Subproblems of each part: the more, the more alike the parts are. */
  private static final int SUBPROBLEMS = 8;

  private final PartWorkers workers;
  private final int parts;
  private final PartTally tally;

  /**
   * @param parts that a search is cut into, at least 2
   * @param tally is told what becomes of them
   */
  public DividedSearch(PartWorkers workers, int parts, PartTally tally) {
    if (parts < 2) {
      throw new IllegalArgumentException(parts + " parts are none");
    }
    this.workers = workers;
    this.parts = parts;
    this.tally = tally;
  }

  /** Divides a search that halves inputs. */
  public SubproblemSearch.Result byInputs(
      SearchSetup setup, SubproblemSearch search, Budget budget) {
    return run(PartRoot.ofInputs(setup), setup, search, budget);
  }

  /**
   * Divides a search that splits activations.
   *
   * @param stages bounds that it has
   */
  public SubproblemSearch.Result byActivations(
      SearchSetup setup, RootStages stages, SubproblemSearch search, Budget budget) {
    return run(PartRoot.ofActivations(setup, stages), setup, search, budget);
  }

  private SubproblemSearch.Result run(
      PartRoot root, SearchSetup setup, SubproblemSearch search, Budget budget) {
    Optional<SubproblemSearch.Result> end = search.spread(SUBPROBLEMS * parts, budget);
    if (end.isPresent()) {
      return end.get();
    }
    List<Subproblem> open = search.takeOpen();
    setup.listener().note(open.size() + " open subproblems are dealt out to " + parts + " parts");
    PartRounds rounds = new PartRounds(workers, tally, search, setup.listener());
    Optional<Counterexample> found = rounds.run(root.bytes(), open, parts, budget);
    if (found.isPresent()) {
      return SubproblemSearch.Result.violated(found);
    }
    if (rounds.unprovable().isPresent()) {
      return SubproblemSearch.Result.open(
          SubproblemSearch.End.ABANDONED, rounds.unprovable().get());
    }
    if (budget.expired()) {
      return SubproblemSearch.Result.open(
          SubproblemSearch.End.OUT_OF_TIME, "the time limit was reached; " + rounds.words());
    }
    SubproblemSearch.Result rest = search.advance(Double.POSITIVE_INFINITY, budget).orElseThrow();
    return rest.end() == SubproblemSearch.End.PROVED && rounds.isClaimed()
        ? new SubproblemSearch.Result(
            SubproblemSearch.End.CLAIMED, Optional.empty(), rest.proof(), "")
        : rest;
  }
}
