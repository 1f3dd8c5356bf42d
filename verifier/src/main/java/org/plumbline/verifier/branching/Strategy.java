package org.plumbline.verifier.branching;

import java.util.Optional;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.branching.activations.ActivationSearch;
import org.plumbline.verifier.branching.activations.HalvedSearch;
import org.plumbline.verifier.branching.inputs.InputSearch;
import org.plumbline.verifier.branching.parts.DividedSearch;
import org.plumbline.verifier.branching.root.PassCost;
import org.plumbline.verifier.branching.root.RootStages;
import org.plumbline.verifier.branching.search.SearchSetup;
import org.plumbline.verifier.branching.search.SubproblemSearch;

/**
 * Which search runs, from the question alone: halving inputs where a handful of them vary,
 * splitting activations where many do, and both in turn between. There neither is always better,
 * and turns that double cost at most a few times the faster one; the one that is behind gets less.
 */
record Strategy(Splitting splitting, Optional<DividedSearch> division) {
  /** Up to here inputs alone are halved. */
  private static final int FEW_INPUTS = 9;

  /** From here on only activations are split. */
  private static final int MANY_INPUTS = 40;

  /** Multiply-adds of the first turn: a second or so. */
  private static final double FIRST_TURN = 1e10;

  /** What the search whose worst subproblem misses by more gets of a turn. */
  private static final double BEHIND = 0.25;

  SubproblemSearch.Result run(SearchSetup setup, Budget budget) {
    int varying = setup.space().varying().length;
    boolean isByInputs =
        splitting == Splitting.INPUTS || splitting == Splitting.AUTOMATIC && varying <= FEW_INPUTS;
    boolean isByActivations =
        splitting == Splitting.ACTIVATIONS
            || splitting == Splitting.AUTOMATIC && varying >= MANY_INPUTS;
    if (isByInputs) {
      return toTheEnd(setup, InputSearch.of(setup), budget);
    }
    if (!isByActivations) {
      return inTurn(setup, budget);
    }
    Optional<Counterexample> found =
        PassCost.isHigh(setup.network(), setup.space()) ? setup.attack().get() : Optional.empty();
    return found.isPresent()
        ? SubproblemSearch.Result.violated(found)
        : byActivations(setup, budget);
  }

  private SubproblemSearch.Result toTheEnd(
      SearchSetup setup, SubproblemSearch byInputs, Budget budget) {
    return division.isPresent()
        ? division.get().byInputs(setup, byInputs, budget)
        : byInputs.advance(Double.POSITIVE_INFINITY, budget).orElseThrow();
  }

  private SubproblemSearch.Result byActivations(SearchSetup setup, Budget budget) {
    RootStages stages = new RootStages();
    Optional<ActivationSearch> search =
        division.isPresent()
            ? ActivationSearch.of(setup, stages::add, budget)
            : ActivationSearch.of(setup, budget);
    if (search.isEmpty()) {
      return SubproblemSearch.Result.OUT_OF_TIME;
    }
    return division.isPresent()
        ? divided(setup, stages, search.get(), budget)
        : search.get().advance(Double.POSITIVE_INFINITY, budget).orElseThrow();
  }

  /** What is worth to be known of the root is found before anything is given out. */
  private SubproblemSearch.Result divided(
      SearchSetup setup, RootStages stages, ActivationSearch search, Budget budget) {
    return search
        .advanceToLastBounds(budget)
        .orElseGet(() -> division.get().byActivations(setup, stages, search.search(), budget));
  }

  private SubproblemSearch.Result inTurn(SearchSetup setup, Budget budget) {
    SubproblemSearch byInputs = InputSearch.of(setup);
    Optional<SubproblemSearch.Result> end = byInputs.advance(FIRST_TURN, budget);
    if (isFinal(end)) {
      return end.get();
    }
    RootStages stages = new RootStages();
    Optional<ActivationSearch> byActivations =
        division.isPresent()
            ? ActivationSearch.of(setup, stages::add, budget)
            : ActivationSearch.of(setup, budget);
    if (byActivations.isEmpty()) {
      return SubproblemSearch.Result.OUT_OF_TIME;
    }
    if (division.isEmpty() && HalvedSearch.isFor(setup, byActivations.get())) {
      end = byActivations.get().advance(FIRST_TURN * BEHIND, budget);
      return isFinal(end) ? end.get() : HalvedSearch.run(setup, byActivations.get(), budget);
    }
    for (double turn = 2 * FIRST_TURN; ; turn *= 2) {
      boolean isAhead = byActivations.get().worstMargin() >= byInputs.worstMargin();
      end = byActivations.get().advance(isAhead ? turn : turn * BEHIND, budget);
      if (isFinal(end)) {
        return end.get();
      }
      if (division.isPresent() && end.isEmpty()) {
        return byActivations.get().worstMargin() >= byInputs.worstMargin()
            ? divided(setup, stages, byActivations.get(), budget)
            : toTheEnd(setup, byInputs, budget);
      }
      boolean isStuck = end.isPresent();
      end = byInputs.advance(isAhead ? turn * BEHIND : turn, budget);
      if (isFinal(end) || isStuck && end.isPresent()) {
        return end.get();
      }
    }
  }

  /** A search that abandoned parts leaves the answer to the other one. */
  private static boolean isFinal(Optional<SubproblemSearch.Result> end) {
    return end.isPresent() && end.get().end() != SubproblemSearch.End.ABANDONED;
  }
}
