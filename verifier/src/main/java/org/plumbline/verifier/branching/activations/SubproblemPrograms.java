package org.plumbline.verifier.branching.activations;

import java.util.List;
import java.util.Optional;
import org.plumbline.certificates.proof.Step;
import org.plumbline.verifier.branching.programs.LeafProgram;
import org.plumbline.verifier.branching.programs.RelaxedProgram;
import org.plumbline.verifier.branching.space.CandidateProbe;
import org.plumbline.verifier.branching.space.Outcome;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.Splits;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.branching.space.UnsafeSet;
import org.plumbline.verifier.branching.space.WarmStart;

/**
 * Linear programs for subproblems, where they are worth their time: under a premise, whose hundreds
 * of multipliers gradients move slowly, for the first subproblems and for those that gain little;
 * else for leaves, where only the multipliers of the splits are left to be found.
 */
final class SubproblemPrograms {
  /** Of what the parent missed by: with less, gradients do not get further. */
  private static final double LEAST_GAIN = 0.03;

  /** Linear programs decide short searches; long ones have too many subproblems for them. */
  private static final int MOST_SPLITS = 4;

  private static final int MOST_SPLITS_OF_LITTLE_GAIN = 8;

  private final SearchSpace space;
  private final SplitBatch batch;
  private final Optional<RelaxedProgram> relaxed;
  private final LeafProgram leaf;
  private final CandidateProbe attack;

  /**
   * @param relaxed of the only case, or empty
   */
  SubproblemPrograms(
      SearchSpace space,
      SplitBatch batch,
      Optional<RelaxedProgram> relaxed,
      LeafProgram leaf,
      CandidateProbe attack) {
    this.space = space;
    this.batch = batch;
    this.relaxed = relaxed;
    this.leaf = leaf;
    this.attack = attack;
  }

  /** What a program of all slopes and multipliers makes of a subproblem, if it is worth one. */
  Optional<Outcome> relaxed(int b) {
    return batch.hasRows(b) && isWorthIt(b)
        ? relaxed
            .flatMap(r -> r.solve(batch.subproblem(b), batch.bounds(), b))
            .map(f -> outcome(f, b))
        : Optional.empty();
  }

  private boolean isWorthIt(int b) {
    Subproblem subproblem = batch.subproblem(b);
    if (subproblem.warm() == null) {
      return true;
    }
    int splits = Splits.count(subproblem.splits()) - space.premise().literals().size();
    boolean isLittle = !(batch.margin(b) > (1 - LEAST_GAIN) * subproblem.margin());
    return !subproblem.warm().isOptimal()
        && splits <= (isLittle ? MOST_SPLITS_OF_LITTLE_GAIN : MOST_SPLITS);
  }

  private Outcome outcome(RelaxedProgram.Found found, int b) {
    Subproblem subproblem = batch.subproblem(b);
    if (found.witness().isPresent()) {
      subproblem.trace().add(new Step.Refute(found.witness().get()));
      subproblem.trace().close();
      return Outcome.PROVED;
    }
    double[] reached = found.point() == null ? null : attack.at(subproblem, found.point());
    return Outcome.of(List.of(subproblem.startingAt(found.warm())), reached);
  }

  /**
   * A leaf once more, with the best multipliers; the point of its program may be a counterexample.
   *
   * @param candidate that is known already, or null
   * @return empty if that was tried before, or has nothing to find
   */
  Optional<Outcome> leaf(int b, double[] candidate) {
    Subproblem subproblem = batch.subproblem(b);
    boolean isOptimal = subproblem.warm() != null && subproblem.warm().isOptimal();
    if (isOptimal || subproblem.splits() == null || !batch.hasRows(b)) {
      return Optional.empty();
    }
    int row = batch.hardestRow(b);
    UnsafeSet set = batch.set(b);
    int r = batch.setRow(b, row);
    double[] inputs = set.inputs() == null ? null : set.inputs()[r];
    Optional<LeafProgram.Found> found =
        leaf.solve(subproblem, batch.bounds(), b, set.outputs()[r], inputs, set.limit()[r]);
    WarmStart warm = batch.warmStart(b);
    int count = warm.splits();
    int from = (row - batch.firstRow()[b]) * count;
    found.ifPresent(f -> System.arraycopy(f.multipliers(), 0, warm.multipliers(), from, count));
    double[] point = found.map(LeafProgram.Found::point).orElse(null);
    double[] reached =
        candidate != null || point == null ? candidate : attack.at(subproblem, point);
    WarmStart best = new WarmStart(warm.slopes(), warm.multipliers(), count, true);
    return Optional.of(Outcome.of(List.of(subproblem.startingAt(best)), reached));
  }
}
