package org.plumbline.verifier.branching.activations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.plumbline.certificates.proof.Step;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.Origin;
import org.plumbline.verifier.bounds.Domains;
import org.plumbline.verifier.bounds.Effort;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.SplitCandidates;
import org.plumbline.verifier.branching.clipping.SubproblemClipper;
import org.plumbline.verifier.branching.programs.LeafProgram;
import org.plumbline.verifier.branching.programs.RelaxedProgram;
import org.plumbline.verifier.branching.root.OpenNeurons;
import org.plumbline.verifier.branching.space.BoundReport;
import org.plumbline.verifier.branching.space.CandidateProbe;
import org.plumbline.verifier.branching.space.Clipped;
import org.plumbline.verifier.branching.space.Evaluator;
import org.plumbline.verifier.branching.space.Outcome;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.SplitChoice;
import org.plumbline.verifier.branching.space.Splits;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.branching.space.WarmStart;
import org.plumbline.verifier.proof.RootRows;
import org.plumbline.verifier.proof.Trace;

/**
 * Looks at a batch of subproblems of an activation split at once: what the optimisation of a {@link
 * SplitBatch} or a linear program does not refute is split where the {@link SplitRule} says; those
 * that fall behind their parents get a second try before. Owns its buffers: one evaluator per
 * thread.
 */
final class ActivationSplitEvaluator implements Evaluator {
  private static final Effort ROOT = Effort.of(40, 1);

  /** Slopes are near their best already; multipliers of new splits start from nothing. */
  private static final Effort CHILD = new Effort(8, 0.3, 1.8);

  /** For subproblems that fall behind their parents: bold steps from where the usual ones ended. */
  private static final Effort STUCK = new Effort(60, 1, 4);

  private static final int LEAST_SPLITS_WHERE_STUCK = 4;

  /** Hundreds of multipliers take longer, and throw a bound about unless they move by little. */
  private static final Effort ROOT_UNDER_PREMISE = Effort.of(2000, 0.02);

  private static final Effort CHILD_UNDER_PREMISE = Effort.of(20, 0.003);

  /** A linear program does better than thousands of steps. */
  private static final Effort ROOT_BEFORE_PROGRAM = Effort.of(20, 0.02);

  private static final Effort CHILD_BEFORE_PROGRAM = Effort.of(5, 0.03);

  private final SearchSpace space;
  private final List<Origin> origins;
  private final SplitBatch bounded;
  private final SplitRule rule;
  private final SubproblemPrograms programs;
  private final CandidateProbe attack;
  private final Optional<SubproblemClipper> clipper;
  private final boolean isProgrammed;
  private final BoundReport report;
  private final Domains domains;

  /**
   * @param network to be bounded
   * @param original whose outputs decide whether an input is a candidate
   * @param roots one per case
   * @param rows one per case, for slopes that the proof will hold
   * @param clipper of the only case, or empty
   * @param relaxed of the only case, or empty
   */
  ActivationSplitEvaluator(
      Network network,
      Network original,
      SearchSpace space,
      List<OpenNeurons> roots,
      List<RootRows> rows,
      ErrorCharges charges,
      Optional<SubproblemClipper> clipper,
      Optional<RelaxedProgram> relaxed,
      ProgramSolver solver,
      Gemm gemm,
      Domains domains,
      BoundReport report) {
    this.space = space;
    this.origins = rows.stream().map(RootRows::origin).toList();
    this.bounded = new SplitBatch(network, space, roots, rows, charges, gemm);
    this.rule = new SplitRule(network, charges, gemm, bounded);
    this.attack = new CandidateProbe(original, space, gemm);
    LeafProgram leaf = new LeafProgram(solver, network, space.varying(), charges, gemm);
    this.programs = new SubproblemPrograms(space, bounded, relaxed, leaf, attack);
    this.clipper = clipper;
    this.isProgrammed = relaxed.isPresent();
    this.report = report;
    this.domains = domains;
  }

  @Override
  public List<Outcome> evaluate(List<Subproblem> batch) {
    bound(batch, effort(batch.stream().allMatch(s -> s.warm() == null)));
    List<Subproblem> again = new ArrayList<>();
    boolean[] isStuck = new boolean[batch.size()];
    for (int b = 0; b < isStuck.length; b++) {
      isStuck[b] = isStuck(b);
      if (isStuck[b]) {
        again.add(batch.get(b).startingAt(bounded.warmStart(b)));
      }
    }
    List<Outcome> outcomes = judge(isStuck);
    if (!again.isEmpty()) {
      bound(again, STUCK);
      Iterator<Outcome> judged = judge(new boolean[again.size()]).iterator();
      outcomes.replaceAll(outcome -> outcome == null ? judged.next() : outcome);
    }
    return outcomes;
  }

  private Effort effort(boolean isFirst) {
    if (isProgrammed) {
      return isFirst ? ROOT_BEFORE_PROGRAM : CHILD_BEFORE_PROGRAM;
    } else if (space.premise().isEmpty()) {
      return isFirst ? ROOT : CHILD;
    }
    return isFirst ? ROOT_UNDER_PREMISE : CHILD_UNDER_PREMISE;
  }

  private void bound(List<Subproblem> batch, Effort effort) {
    bounded.optimise(batch, effort);
    report.of(batch, bounded.bounds(), bounded.forms());
  }

  /** Whether the usual effort did not even reach the bound of the parent, which holds here too. */
  private boolean isStuck(int b) {
    Subproblem subproblem = bounded.subproblem(b);
    return space.premise().isEmpty()
        && subproblem.warm() != null
        && Splits.count(subproblem.splits()) >= LEAST_SPLITS_WHERE_STUCK
        && bounded.hasRows(b)
        && !bounded.isRefuted(b)
        && !(bounded.margin(b) > subproblem.margin());
  }

  /** What follows from the present bounds; null for what is left out. */
  private List<Outcome> judge(boolean[] isLeftOut) {
    double[][] found = attack.probe(bounded.subproblems(), bounded.forms(), bounded.firstRow());
    Outcome[] outcomes = new Outcome[bounded.size()];
    boolean[] isOpen = new boolean[outcomes.length];
    for (int b = 0; b < outcomes.length; b++) {
      if (!isLeftOut[b]) {
        outcomes[b] = withoutSplit(b, found[b]);
        isOpen[b] = outcomes[b] == null;
      }
    }
    SplitCandidates.Candidate[] chosen = rule.choose(isOpen);
    clipper.ifPresent(
        c ->
            c.prepare(
                bounded.forms(),
                IntStream.range(0, isOpen.length)
                    .filter(b -> isOpen[b] && chosen[b] != null)
                    .map(bounded::hardestRow)
                    .toArray()));
    for (int b = 0; b < outcomes.length; b++) {
      if (isOpen[b]) {
        outcomes[b] = split(b, chosen[b], found[b]);
      }
    }
    return Arrays.asList(outcomes);
  }

  /** The outcome of a subproblem that is refuted, or that a program looks at; else null. */
  private Outcome withoutSplit(int b, double[] candidate) {
    if (bounded.isRefuted(b)) {
      Trace trace = bounded.subproblem(b).trace();
      trace.add(new Step.Refute(bounded.witness(b)));
      trace.close();
      return Outcome.PROVED;
    }
    return candidate == null ? programs.relaxed(b).orElse(null) : null;
  }

  private Outcome split(int b, SplitCandidates.Candidate split, double[] candidate) {
    if (split == null) {
      Optional<Outcome> leaf = programs.leaf(b, candidate);
      if (leaf.isPresent()) {
        return leaf.get();
      }
    }
    Optional<String> undefined = undefined(b);
    if (undefined.isPresent()) {
      return Outcome.undefined(candidate, undefined.get());
    }
    List<Subproblem> children = children(b, split);
    return children.isEmpty()
        ? Outcome.stuck(
            candidate, bounded.hasRows(b) ? -bounded.margin(b) : Double.POSITIVE_INFINITY)
        : Outcome.of(children, candidate);
  }

  /** Only bounds that hold for all inputs of the box say what is undefined. */
  private Optional<String> undefined(int b) {
    Subproblem subproblem = bounded.subproblem(b);
    boolean isBoxAlone =
        space.premise().isEmpty() && subproblem.splits() == null && subproblem.clipped() == null;
    return isBoxAlone && bounded.set(b).inputs() == null
        ? domains.undefined(bounded.bounds(), b)
        : Optional.empty();
  }

  private List<Subproblem> children(int b, SplitCandidates.Candidate split) {
    if (!bounded.hasRows(b)) {
      return List.of();
    }
    Subproblem parent = bounded.subproblem(b);
    WarmStart warm = bounded.warmStart(b);
    double own = bounded.margin(b);
    double margin = own > parent.margin() ? own : parent.margin();
    if (split == null) {
      return inputHalves(parent, warm, margin);
    }
    Clipped clipped = clipped(b);
    Origin origin = origins.get(parent.unsafeSet());
    parent
        .trace()
        .split(
            origin.layer(split.layer()),
            origin.neuron(split.layer(), split.neuron()),
            split.point());
    return List.of(
        child(parent, split, true, clipped, warm, margin),
        child(parent, split, false, clipped, warm, margin));
  }

  private Clipped clipped(int b) {
    if (clipper.isEmpty()) {
      return null;
    }
    int row = bounded.hardestRow(b);
    return clipper
        .get()
        .clip(
            bounded.subproblem(b),
            bounded.optimiser(),
            bounded.bounds(),
            b,
            bounded.forms(),
            row,
            bounded.limit(b, row),
            () -> bounded.witness(b));
  }

  /** With every activation closed the network is linear; only a smaller box helps its bound. */
  private List<Subproblem> inputHalves(Subproblem parent, WarmStart warm, double margin) {
    double[] lower = parent.lower();
    double[] upper = parent.upper();
    int v = SplitChoice.longest(lower, upper, space.scale(parent.unsafeSet()));
    double middle = v < 0 ? Double.NaN : 0.5 * lower[v] + 0.5 * upper[v];
    if (v < 0 || !(lower[v] < middle && middle < upper[v])) {
      return List.of();
    }
    double[] leftUpper = upper.clone();
    leftUpper[v] = middle;
    double[] rightLower = lower.clone();
    rightLower[v] = middle;
    double share = parent.share() / 2;
    parent.trace().split(0, space.varying()[v], middle);
    Trace below = parent.trace().below();
    Trace above = parent.trace().above();
    return List.of(
        parent.within(lower, leftUpper, parent.open(), margin, share, below).startingAt(warm),
        parent.within(rightLower, upper, parent.open(), margin, share, above).startingAt(warm));
  }

  private static Subproblem child(
      Subproblem parent,
      SplitCandidates.Candidate split,
      boolean isAbove,
      Clipped clipped,
      WarmStart warm,
      double margin) {
    Splits splits =
        Splits.after(parent.splits(), split.layer(), split.neuron(), split.point(), isAbove);
    return new Subproblem(
        parent.unsafeSet(),
        parent.lower(),
        parent.upper(),
        parent.open(),
        splits,
        clipped,
        warm,
        margin,
        parent.share() / 2,
        isAbove ? parent.trace().above() : parent.trace().below());
  }
}
