package org.plumbline.verifier.branching.activations;

import java.util.List;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.BoundOptimiser;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.Effort;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.LinearForms;
import org.plumbline.verifier.bounds.SplitMultipliers;
import org.plumbline.verifier.branching.root.OpenNeurons;
import org.plumbline.verifier.branching.space.Clipped;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.Splits;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.branching.space.UnsafeRows;
import org.plumbline.verifier.branching.space.UnsafeSet;
import org.plumbline.verifier.branching.space.WarmStart;
import org.plumbline.verifier.proof.RootRows;
import org.plumbline.verifier.proof.SlopeBytes;

/**
 * A batch of subproblems of an activation split, and what optimisation makes of their bounds:
 * neurons keep the bounds they have at the root, cut at the splits; slopes and multipliers of the
 * rows start from where the parent left them. Each subproblem has one polyhedron, and one of its
 * rows must exceed its limit.
 */
final class SplitBatch {
  /** Of what the parent misses by. */
  private static final double SHARE_OF_MISS = 0x1p-7;

  private final Network network;
  private final boolean hasFans;
  private final SearchSpace space;
  private final List<OpenNeurons> roots;
  private final List<SlopeBytes> slopeBytes;
  private final CrownPropagator crown;
  private final BoundOptimiser optimiser;
  private final BatchBounds bounds;
  private final LinearForms forms;
  private final SplitMultipliers splits;
  private List<Subproblem> subproblems = List.of();
  private int[] firstRow = new int[1];

  /**
   * @param roots one per case
   * @param rows one per case, for slopes that the proof will hold
   */
  SplitBatch(
      Network network,
      SearchSpace space,
      List<OpenNeurons> roots,
      List<RootRows> rows,
      ErrorCharges charges,
      Gemm gemm) {
    this.network = network;
    this.hasFans =
        network.layers().stream()
            .anyMatch(layer -> SlopeNeurons.areOf(layer) && !ActivationLayer.isRelu(layer));
    this.space = space;
    this.roots = roots;
    this.slopeBytes =
        rows.stream().map(r -> new SlopeBytes(network, r.origin(), r.neurons())).toList();
    this.crown = new CrownPropagator(network, charges, gemm);
    this.optimiser = new BoundOptimiser(network, crown, gemm);
    this.bounds = new BatchBounds(network);
    this.forms = new LinearForms(network.inputSize());
    this.splits = new SplitMultipliers(network.depth());
  }

  /** Optimises the bounds of a batch, which becomes the present one. */
  void optimise(List<Subproblem> batch, Effort effort) {
    subproblems = batch;
    fillBounds();
    fillRows();
    optimiser.optimise(bounds, network.outputIndex(), forms, splits, effort, this::isAllRefuted);
  }

  private void fillBounds() {
    bounds.reset(subproblems.size());
    for (int b = 0; b < subproblems.size(); b++) {
      Subproblem subproblem = subproblems.get(b);
      BatchBounds root = roots.get(subproblem.unsafeSet()).bounds();
      for (int k = 0; k < network.depth(); k++) {
        int n = network.layer(k).size();
        System.arraycopy(root.lower(k), 0, bounds.lower(k), b * n, n);
        System.arraycopy(root.upper(k), 0, bounds.upper(k), b * n, n);
      }
      space.box(subproblem, bounds.lower(0), bounds.upper(0), b * network.inputSize());
      for (Splits s = subproblem.splits(); s != null; s = s.before()) {
        double low = s.isAbove() ? s.point() : Double.NEGATIVE_INFINITY;
        double high = s.isAbove() ? Double.POSITIVE_INFINITY : s.point();
        bounds.intersect(s.layer(), b, s.neuron(), low, high);
      }
      for (Clipped c = subproblem.clipped(); c != null; c = c.before()) {
        for (int i = 0; i < c.layer().length; i++) {
          bounds.intersect(c.layer()[i], b, c.neuron()[i], c.low()[i], c.high()[i]);
        }
      }
    }
    for (int k = 1; k < network.depth(); k++) {
      crown.prepare(k, bounds);
    }
  }

  private void fillRows() {
    if (firstRow.length < subproblems.size() + 1) {
      firstRow = new int[subproblems.size() + 1];
    }
    UnsafeRows.fill(space, subproblems, firstRow, forms, network.outputSize());
    splits.clear();
    optimiser.start(network.outputIndex(), forms);
    for (int b = 0; b < subproblems.size(); b++) {
      Subproblem subproblem = subproblems.get(b);
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

  int size() {
    return subproblems.size();
  }

  List<Subproblem> subproblems() {
    return subproblems;
  }

  Subproblem subproblem(int b) {
    return subproblems.get(b);
  }

  BatchBounds bounds() {
    return bounds;
  }

  BoundOptimiser optimiser() {
    return optimiser;
  }

  LinearForms forms() {
    return forms;
  }

  SplitMultipliers splits() {
    return splits;
  }

  /** Where the rows of each subproblem start, and the number of all rows behind the last. */
  int[] firstRow() {
    return firstRow;
  }

  boolean hasRows(int b) {
    return firstRow[b] < firstRow[b + 1];
  }

  private boolean isAllRefuted() {
    for (int b = 0; b < subproblems.size(); b++) {
      if (!isRefuted(b)) {
        return false;
      }
    }
    return true;
  }

  boolean isRefuted(int b) {
    return hasRows(b) && margin(b, hardestRow(b)) > slack(b);
  }

  /**
   * Slopes chosen from fans move with the bounds of neurons, which a checker finds a little
   * different: where a split gains by little, its proof would not hold there.
   */
  private double slack(int b) {
    double miss = -subproblem(b).margin();
    return hasFans && miss > 0 && miss < Double.POSITIVE_INFINITY ? SHARE_OF_MISS * miss : 0;
  }

  /** The margin of the hardest row, or NaN. */
  double margin(int b) {
    return margin(b, hardestRow(b));
  }

  private double margin(int b, int row) {
    return forms.lower()[row] - limit(b, row);
  }

  /** What a row stays below in a counterexample. */
  double limit(int b, int row) {
    return set(b).limit()[setRow(b, row)];
  }

  UnsafeSet set(int b) {
    return space.set(subproblem(b).unsafeSet());
  }

  /** The index of a row among all those of its unsafe set. */
  int setRow(int b, int row) {
    return set(b).polyhedronStart()[subproblem(b).open()[0]] + row - firstRow[b];
  }

  /** The row with the greatest margin: the polyhedron is refuted once this one is positive. */
  int hardestRow(int b) {
    int best = firstRow[b];
    for (int row = firstRow[b]; row < firstRow[b + 1]; row++) {
      if (margin(b, row) > margin(b, best)) {
        best = row;
      }
    }
    return best;
  }

  /** The hardest row, with the slopes and multipliers of its best bound. */
  Step.Witness witness(int b) {
    int row = hardestRow(b);
    byte[] slopes = slopeBytes.get(subproblem(b).unsafeSet()).of(optimiser::bestSlopes, row);
    float[] multipliers = Splits.rootFirst(subproblem(b).splits(), s -> bestMultiplier(row, s));
    int p = subproblem(b).open()[0];
    boolean isNone = set(b).isEverything(p);
    int[] rows = isNone ? new int[0] : new int[] {row - firstRow[b]};
    double[] weights = isNone ? new double[0] : new double[] {1};
    return new Step.Witness(p, rows, weights, slopes, multipliers);
  }

  /** Where the optimisation of a subproblem ended. */
  WarmStart warmStart(int b) {
    Splits last = subproblem(b).splits();
    OpenNeurons root = roots.get(subproblem(b).unsafeSet());
    int rows = firstRow[b + 1] - firstRow[b];
    byte[] slopes = new byte[rows * root.count()];
    int count = Splits.count(last);
    float[] multipliers = new float[rows * count];
    for (int r = 0; r < rows; r++) {
      int row = firstRow[b] + r;
      root.writeSlopes(optimiser::bestSlopes, row, slopes, r);
      Splits.lastFirst(last, s -> multiplier(row, s), multipliers, r * count);
    }
    return new WarmStart(slopes, multipliers, count, false);
  }

  /** The last one; under a premise the best one, since hundreds of them swing a little. */
  private double multiplier(int row, Splits s) {
    return space.premise().isEmpty()
        ? splits.beta(row, s.layer(), s.neuron(), s.point(), s.isAbove())
        : bestMultiplier(row, s);
  }

  private double bestMultiplier(int row, Splits s) {
    return optimiser.bestMultiplier(splits, row, s.layer(), s.neuron(), s.point(), s.isAbove());
  }
}
