package org.plumbline.verifier.branching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.Origin;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.BoundOptimiser;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.Effort;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.LinearForms;
import org.plumbline.verifier.bounds.SplitCandidates;
import org.plumbline.verifier.bounds.SplitMultipliers;
import org.plumbline.verifier.bounds.SplitProbe;
import org.plumbline.verifier.proof.RootRows;
import org.plumbline.verifier.proof.SlopeBytes;
import org.plumbline.verifier.proof.Trace;

/**
 * Looks at a batch of subproblems of an activation split at once: neurons keep the bounds they have
 * at the root, cut at the splits; slopes and multipliers of the rows are optimised from where the
 * parent left them; what stays open is split at the neuron whose children look best. Owns its
 * buffers: one evaluator per thread.
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

  /** Of what the parent missed by: with less, gradients do not get further. */
  private static final double LEAST_GAIN = 0.03;

  /** Linear programs decide short searches; long ones have too many subproblems for them. */
  private static final int MOST_SPLITS_BEFORE_PROGRAM = 4;

  private static final int MOST_SPLITS_OF_LITTLE_GAIN = 8;

  private static final int CANDIDATES_PER_RANK = 3;

  private final Network network;
  private final SearchSpace space;
  private final List<OpenNeurons> roots;
  private final List<RootRows> rows;
  private final List<SlopeBytes> slopeBytes;
  private final CrownPropagator crown;
  private final BoundOptimiser optimiser;
  private final SplitCandidates candidates;
  private final SplitProbe probe;
  private final BatchBounds bounds;
  private final LinearForms forms;
  private final SplitMultipliers splits;
  private final CandidateProbe attack;
  private final LeafProgram program;
  private final Optional<SubproblemClipper> clipper;
  private final Optional<RelaxedProgram> relaxed;
  private final BoundReport report;
  private int[] firstRow = new int[1];

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
      Gemm gemm,
      BoundReport report) {
    this.network = network;
    this.report = report;
    this.space = space;
    this.roots = roots;
    this.rows = List.copyOf(rows);
    this.slopeBytes =
        rows.stream().map(r -> new SlopeBytes(network, r.origin(), r.neurons())).toList();
    this.crown = new CrownPropagator(network, charges, gemm);
    this.optimiser = new BoundOptimiser(network, crown, gemm);
    this.candidates = new SplitCandidates(network, CANDIDATES_PER_RANK);
    CrownPropagator probing = new CrownPropagator(network, charges, gemm);
    this.probe = new SplitProbe(network, probing, optimiser);
    this.bounds = new BatchBounds(network);
    this.forms = new LinearForms(network.inputSize());
    this.splits = new SplitMultipliers(network.depth());
    this.clipper = clipper;
    this.relaxed = relaxed;
    this.attack = new CandidateProbe(original, space, gemm);
    this.program = new LeafProgram(network, space.varying(), charges, gemm);
  }

  @Override
  public List<Outcome> evaluate(List<Subproblem> batch) {
    bound(batch, effort(batch.stream().allMatch(s -> s.warm() == null)));
    List<Subproblem> again = new ArrayList<>();
    boolean[] isStuck = new boolean[batch.size()];
    for (int b = 0; b < isStuck.length; b++) {
      isStuck[b] = isStuck(batch.get(b), b);
      if (isStuck[b]) {
        again.add(batch.get(b).startingAt(warmStart(batch.get(b), b)));
      }
    }
    List<Outcome> outcomes = judge(batch, isStuck);
    if (!again.isEmpty()) {
      bound(again, STUCK);
      Iterator<Outcome> judged = judge(again, new boolean[again.size()]).iterator();
      outcomes.replaceAll(outcome -> outcome == null ? judged.next() : outcome);
    }
    return outcomes;
  }

  /** Whether the usual effort did not even reach the bound of the parent, which holds here too. */
  private boolean isStuck(Subproblem subproblem, int b) {
    return space.premise().isEmpty()
        && subproblem.warm() != null
        && Splits.count(subproblem.splits()) >= LEAST_SPLITS_WHERE_STUCK
        && firstRow[b] < firstRow[b + 1]
        && !isRefuted(subproblem, b)
        && !(reached(subproblem, b) > subproblem.margin());
  }

  /** Optimises the bounds of a batch. */
  private void bound(List<Subproblem> batch, Effort effort) {
    fillBounds(batch);
    fillRows(batch);
    optimiser.optimise(
        bounds, network.outputIndex(), forms, splits, effort, () -> areAllRefuted(batch));
    report.of(batch, bounds, forms);
  }

  /** What follows from the present bounds of a batch; null for what is left out. */
  private List<Outcome> judge(List<Subproblem> batch, boolean[] isLeftOut) {
    boolean[] isOpen = new boolean[batch.size()];
    for (int b = 0; b < batch.size(); b++) {
      isOpen[b] = !isLeftOut[b] && !isRefuted(batch.get(b), b);
      if (!isLeftOut[b] && !isOpen[b]) {
        batch.get(b).trace().add(new Step.Refute(witness(batch.get(b), b)));
        batch.get(b).trace().close();
      }
    }
    double[][] found = attack.probe(batch, forms, firstRow);
    Outcome[] programmed = new Outcome[batch.size()];
    for (int b = 0; b < programmed.length; b++) {
      programmed[b] = isOpen[b] && found[b] == null ? relaxed(batch.get(b), b) : null;
      isOpen[b] &= programmed[b] == null;
    }
    List<Outcome> outcomes =
        outcomes(batch, isOpen, chooseSplits(batch, isOpen), found, programmed);
    for (int b = 0; b < isLeftOut.length; b++) {
      if (isLeftOut[b]) {
        outcomes.set(b, null);
      }
    }
    return outcomes;
  }

  /** What a linear program makes of a subproblem, or null if none is worth a try. */
  private Outcome relaxed(Subproblem subproblem, int b) {
    if (relaxed.isEmpty() || firstRow[b] == firstRow[b + 1] || !isHard(subproblem, b)) {
      return null;
    }
    Optional<RelaxedProgram.Found> solved = relaxed.get().solve(subproblem, bounds, b);
    if (solved.isEmpty()) {
      return null;
    }
    RelaxedProgram.Found program = solved.get();
    if (program.witness().isPresent()) {
      subproblem.trace().add(new Step.Refute(program.witness().get()));
      subproblem.trace().close();
      return Outcome.PROVED;
    }
    double[] reached = program.point() == null ? null : attack.at(subproblem, program.point());
    return new Outcome(List.of(subproblem.startingAt(program.warm())), reached, false);
  }

  /** Whether a linear program is worth its time, and was not solved yet. */
  private boolean isHard(Subproblem subproblem, int b) {
    if (subproblem.warm() == null) {
      return true;
    }
    int splits = Splits.count(subproblem.splits()) - space.premise().literals().size();
    boolean isLittle = !(reached(subproblem, b) > (1 - LEAST_GAIN) * subproblem.margin());
    return !subproblem.warm().isOptimal()
        && splits <= (isLittle ? MOST_SPLITS_OF_LITTLE_GAIN : MOST_SPLITS_BEFORE_PROGRAM);
  }

  private Effort effort(boolean isFirst) {
    if (relaxed.isPresent()) {
      return isFirst ? ROOT_BEFORE_PROGRAM : CHILD_BEFORE_PROGRAM;
    } else if (space.premise().isEmpty()) {
      return isFirst ? ROOT : CHILD;
    }
    return isFirst ? ROOT_UNDER_PREMISE : CHILD_UNDER_PREMISE;
  }

  private void fillBounds(List<Subproblem> batch) {
    bounds.reset(batch.size());
    for (int b = 0; b < batch.size(); b++) {
      BatchBounds root = roots.get(batch.get(b).unsafeSet()).bounds();
      for (int k = 0; k < network.depth(); k++) {
        int n = network.layer(k).size();
        System.arraycopy(root.lower(k), 0, bounds.lower(k), b * n, n);
        System.arraycopy(root.upper(k), 0, bounds.upper(k), b * n, n);
      }
      space.box(batch.get(b), bounds.lower(0), bounds.upper(0), b * network.inputSize());
      for (Splits s = batch.get(b).splits(); s != null; s = s.before()) {
        double low = s.isAbove() ? s.point() : Double.NEGATIVE_INFINITY;
        double high = s.isAbove() ? Double.POSITIVE_INFINITY : s.point();
        bounds.intersect(s.layer(), b, s.neuron(), low, high);
      }
      for (Clipped c = batch.get(b).clipped(); c != null; c = c.before()) {
        for (int i = 0; i < c.layer().length; i++) {
          bounds.intersect(c.layer()[i], b, c.neuron()[i], c.low()[i], c.high()[i]);
        }
      }
    }
    for (int k = 1; k < network.depth(); k++) {
      crown.prepare(k, bounds);
    }
  }

  private void fillRows(List<Subproblem> batch) {
    if (firstRow.length < batch.size() + 1) {
      firstRow = new int[batch.size() + 1];
    }
    UnsafeRows.fill(space, batch, firstRow, forms, network.outputSize());
    splits.clear();
    optimiser.start(network.outputIndex(), forms);
    for (int b = 0; b < batch.size(); b++) {
      Subproblem subproblem = batch.get(b);
      for (int row = firstRow[b]; row < firstRow[b + 1]; row++) {
        addSplits(subproblem, row, row - firstRow[b]);
        if (subproblem.warm() != null) {
          roots
              .get(subproblem.unsafeSet())
              .readSlopes(subproblem.warm(), row - firstRow[b], optimiser, row, bounds, b);
        }
      }
    }
  }

  private void addSplits(Subproblem subproblem, int row, int index) {
    WarmStart warm = subproblem.warm();
    int count = Splits.count(subproblem.splits());
    int known = warm == null ? 0 : warm.splits();
    int next = (index + 1) * known - count;
    for (Splits s = subproblem.splits(); s != null; s = s.before(), next++) {
      double beta = next < index * known ? 0 : warm.multipliers()[next];
      splits.add(s.layer(), row, s.neuron(), s.isAbove(), s.point(), beta);
    }
  }

  private boolean areAllRefuted(List<Subproblem> batch) {
    for (int b = 0; b < batch.size(); b++) {
      if (!isRefuted(batch.get(b), b)) {
        return false;
      }
    }
    return true;
  }

  /** A subproblem of this search has one polyhedron; one of its rows must exceed its limit. */
  private boolean isRefuted(Subproblem subproblem, int b) {
    return firstRow[b] < firstRow[b + 1]
        && margin(subproblem, firstRow[b], forms.lower(), hardestRow(subproblem, b)) > 0;
  }

  private double margin(Subproblem subproblem, int first, double[] lower, int row) {
    return lower[row] - limit(subproblem, row - first);
  }

  /** The margin of the hardest row, or NaN. */
  private double reached(Subproblem subproblem, int b) {
    return margin(subproblem, firstRow[b], forms.lower(), hardestRow(subproblem, b));
  }

  private double limit(Subproblem subproblem, int index) {
    UnsafeSet set = space.set(subproblem.unsafeSet());
    return set.limit()[set.polyhedronStart()[subproblem.open()[0]] + index];
  }

  /** The row with the greatest margin: the polyhedron is refuted once this one is positive. */
  private int hardestRow(Subproblem subproblem, int b) {
    int best = firstRow[b];
    for (int row = firstRow[b]; row < firstRow[b + 1]; row++) {
      if (margin(subproblem, firstRow[b], forms.lower(), row)
          > margin(subproblem, firstRow[b], forms.lower(), best)) {
        best = row;
      }
    }
    return best;
  }

  /** The hardest row, with the slopes and multipliers of its best bound. */
  private Step.Witness witness(Subproblem subproblem, int b) {
    int row = hardestRow(subproblem, b);
    int set = subproblem.unsafeSet();
    byte[] slopes = slopeBytes.get(set).of(optimiser::bestSlopes, row);
    float[] multipliers = multipliers(subproblem, row);
    int p = subproblem.open()[0];
    boolean isNone = space.set(set).isEverything(p);
    int[] rows = isNone ? new int[0] : new int[] {row - firstRow[b]};
    double[] weights = isNone ? new double[0] : new double[] {1};
    return new Step.Witness(p, rows, weights, slopes, multipliers);
  }

  /** Of the splits above, the root's first; an input's split needs none, for the box has it. */
  private float[] multipliers(Subproblem subproblem, int row) {
    float[] found = new float[Splits.count(subproblem.splits())];
    int first = found.length;
    for (Splits s = subproblem.splits(); s != null; s = s.before()) {
      if (s.layer() > 0) {
        found[--first] =
            (float)
                optimiser.bestMultiplier(
                    splits, row, s.layer(), s.neuron(), s.point(), s.isAbove());
      }
    }
    return Arrays.copyOfRange(found, first, found.length);
  }

  private SplitCandidates.Candidate[] chooseSplits(List<Subproblem> batch, boolean[] isOpen) {
    List<SplitProbe.Child> children = new ArrayList<>();
    int[] start = new int[batch.size() + 1];
    List<SplitCandidates.Candidate> tried = new ArrayList<>();
    for (int b = 0; b < batch.size(); b++) {
      if (isOpen[b] && firstRow[b] < firstRow[b + 1]) {
        int row = hardestRow(batch.get(b), b);
        for (SplitCandidates.Candidate c : candidates.rank(optimiser, bounds, b, row)) {
          if (c != null && !tried.subList(start[b], tried.size()).contains(c)) {
            tried.add(c);
            children.add(new SplitProbe.Child(row, c.layer(), c.neuron(), c.point(), true));
            children.add(new SplitProbe.Child(row, c.layer(), c.neuron(), c.point(), false));
          }
        }
      }
      start[b + 1] = tried.size();
    }
    SplitCandidates.Candidate[] chosen = new SplitCandidates.Candidate[batch.size()];
    if (children.isEmpty()) {
      return chosen;
    }
    double[] lower = probe.bound(bounds, forms, splits, children);
    for (int b = 0; b < batch.size(); b++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int c = start[b]; c < start[b + 1]; c++) {
        double score = score(batch.get(b), b, children.get(2 * c).row(), lower, c);
        if (chosen[b] == null || score > best) {
          best = score;
          chosen[b] = tried.get(c);
        }
      }
    }
    return chosen;
  }

  private double score(Subproblem subproblem, int b, int row, double[] lower, int c) {
    double limit = limit(subproblem, row - firstRow[b]);
    double left = Math.min(0, lower[2 * c] - limit);
    double right = Math.min(0, lower[2 * c + 1] - limit);
    return left + right;
  }

  private List<Outcome> outcomes(
      List<Subproblem> batch,
      boolean[] isOpen,
      SplitCandidates.Candidate[] chosen,
      double[][] found,
      Outcome[] programmed) {
    List<Outcome> outcomes = new ArrayList<>(batch.size());
    for (int b = 0; b < batch.size(); b++) {
      if (programmed[b] != null) {
        outcomes.add(programmed[b]);
      } else if (!isOpen[b]) {
        outcomes.add(Outcome.PROVED);
      } else if (chosen[b] == null && isProgrammable(batch.get(b), b)) {
        outcomes.add(programmed(batch.get(b), b, found[b]));
      } else {
        List<Subproblem> children = children(batch.get(b), b, chosen[b]);
        outcomes.add(new Outcome(children, found[b], children.isEmpty()));
      }
    }
    return outcomes;
  }

  /** Whether a linear program would find better multipliers. */
  private boolean isProgrammable(Subproblem subproblem, int b) {
    boolean isOptimal = subproblem.warm() != null && subproblem.warm().isOptimal();
    return !isOptimal && subproblem.splits() != null && firstRow[b] < firstRow[b + 1];
  }

  /** The same subproblem again, with the best multipliers; the point may be a counterexample. */
  private Outcome programmed(Subproblem subproblem, int b, double[] candidate) {
    int row = hardestRow(subproblem, b);
    UnsafeSet set = space.set(subproblem.unsafeSet());
    int r = set.polyhedronStart()[subproblem.open()[0]] + row - firstRow[b];
    double[] inputs = set.inputs() == null ? null : set.inputs()[r];
    Optional<LeafProgram.Found> found =
        program.solve(subproblem, bounds, b, set.outputs()[r], inputs, set.limit()[r]);
    WarmStart warm = warmStart(subproblem, b);
    int count = warm.splits();
    found.ifPresent(
        f ->
            System.arraycopy(
                f.multipliers(), 0, warm.multipliers(), (row - firstRow[b]) * count, count));
    double[] point = found.map(LeafProgram.Found::point).orElse(null);
    Subproblem again =
        subproblem.startingAt(new WarmStart(warm.slopes(), warm.multipliers(), count, true));
    double[] reached =
        candidate != null || point == null ? candidate : attack.at(subproblem, point);
    return new Outcome(List.of(again), reached, false);
  }

  private List<Subproblem> children(Subproblem parent, int b, SplitCandidates.Candidate split) {
    if (firstRow[b] == firstRow[b + 1]) {
      return List.of();
    }
    WarmStart warm = warmStart(parent, b);
    double own = reached(parent, b);
    double margin = own > parent.margin() ? own : parent.margin();
    if (split == null) {
      return inputHalves(parent, warm, margin);
    }
    Clipped clipped = clipped(parent, b);
    Origin origin = rows.get(parent.unsafeSet()).origin();
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

  private Clipped clipped(Subproblem parent, int b) {
    if (clipper.isEmpty()) {
      return null;
    }
    int row = hardestRow(parent, b);
    double limit = limit(parent, row - firstRow[b]);
    return clipper
        .get()
        .clip(parent, optimiser, bounds, b, forms, row, limit, () -> witness(parent, b));
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

  private WarmStart warmStart(Subproblem subproblem, int b) {
    OpenNeurons root = roots.get(subproblem.unsafeSet());
    int rows = firstRow[b + 1] - firstRow[b];
    byte[] slopes = new byte[rows * root.count()];
    int count = Splits.count(subproblem.splits());
    float[] multipliers = new float[rows * count];
    for (int row = firstRow[b]; row < firstRow[b + 1]; row++) {
      root.writeSlopes(optimiser::bestSlopes, row, slopes, row - firstRow[b]);
      collectMultipliers(subproblem, row, multipliers, (row - firstRow[b]) * count);
    }
    return new WarmStart(slopes, multipliers, count, false);
  }

  private void collectMultipliers(Subproblem subproblem, int row, float[] to, int at) {
    int next = at;
    for (Splits s = subproblem.splits(); s != null; s = s.before()) {
      to[next++] = (float) multiplier(row, s);
    }
  }

  /** The last one; under a premise the best one, since hundreds of them swing a little. */
  private double multiplier(int row, Splits s) {
    return space.premise().isEmpty()
        ? splits.beta(row, s.layer(), s.neuron(), s.point(), s.isAbove())
        : optimiser.bestMultiplier(splits, row, s.layer(), s.neuron(), s.point(), s.isAbove());
  }
}
