package org.plumbline.verifier.branching.programs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plumbline.encodings.milp.LinearProgram;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.branching.space.Splits;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.branching.space.UnsafeSet;

/**
 * The linear program of a subproblem in which every open ReLU is the triangle {@code y ≥ 0, y ≥ z,
 * y ≤ u(z − l)/(u − l)} (Ehlers, <em>Formal Verification of Piece-Wise Linear Feed-Forward Neural
 * Networks</em>, ATVA 2017), over the inputs that vary and the outputs of these ReLUs. Least is the
 * greatest excess of a row of the polyhedron over its limit. The dual solution is α,β-CROWN (Salman
 * et al., <em>A Convex Relaxation Barrier</em>, NeurIPS 2019): the multiplier of a split is β, and
 * of what the coefficient of y carries, the share of the row {@code y ≥ z} is the slope α.
 */
final class TriangleProgram {
  /** By how much of a gap multipliers that prove infeasibility are to outweigh it. */
  private static final double OVERSHOOT = 1.1;

  /** Beyond where the triangle ends, so that no multiplier is lost to the end of a variable. */
  private static final double ROOM = 4;

  private static final int MILLIS = 20_000;

  private final LiftedForms lifted;
  private final BatchBounds bounds;
  private final Subproblem subproblem;
  private final UnsafeSet set;
  private final int[] varying;
  private final int first;
  private final int count;
  private final int variables;
  private final List<double[]> rows = new ArrayList<>();
  private final List<Double> limits = new ArrayList<>();
  private final int[] rowOfSplit;

  /**
   * @param bounds of the subproblem, which has one polyhedron
   */
  TriangleProgram(
      LiftedForms lifted, BatchBounds bounds, Subproblem subproblem, UnsafeSet set, int[] varying) {
    this.lifted = lifted;
    this.bounds = bounds;
    this.subproblem = subproblem;
    this.set = set;
    this.varying = varying;
    int p = subproblem.open()[0];
    this.first = set.polyhedronStart()[p];
    this.count = set.polyhedronStart()[p + 1] - first;
    this.variables = lifted.variables() + 1;
    this.rowOfSplit = new int[Splits.count(subproblem.splits())];
  }

  /**
   * What to try in a backward pass.
   *
   * @param weights ≥ 0 of the polyhedron's rows
   * @param slopes one per open ReLU
   * @param multipliers of the splits, last one first
   * @param point the varying inputs where the program is least, or null if it has no point
   */
  record Guess(double[] weights, double[] slopes, float[] multipliers, double[] point) {}

  /** The guess, or empty if the solver gave up. */
  Optional<Guess> solve(ProgramSolver solver) {
    double[] lower = Arrays.copyOf(subproblem.lower(), variables);
    double[] upper = Arrays.copyOf(subproblem.upper(), variables);
    for (int o = 0; o < lifted.open().size(); o++) {
      LiftedForms.Open open = lifted.open().get(o);
      upper[varying.length + o] = ROOM * bounds.upper(open.source())[open.neuron()];
      addTriangle(o, open);
    }
    addSplits();
    double[] objective = new double[variables];
    double constant = 0;
    if (count == 1) {
      constant = writeRow(first, objective);
    } else {
      objective[variables - 1] = 1;
      addUnsafe(lower, upper);
    }
    LinearProgram program =
        new LinearProgram(
            objective,
            rows.toArray(double[][]::new),
            limits.stream().mapToDouble(Double::doubleValue).toArray(),
            lower,
            upper);
    double offset = constant;
    return solver.solve(program, MILLIS).map(outcome -> guess(outcome, program, offset));
  }

  private void addTriangle(int o, LiftedForms.Open open) {
    int y = varying.length + o;
    double low = bounds.lower(open.source())[open.neuron()];
    double high = bounds.upper(open.source())[open.neuron()];
    double[] below = new double[variables];
    double constant = lifted.add(open.source(), open.neuron(), 1, below);
    below[y] -= 1;
    add(below, -constant);
    double slope = high / (high - low);
    double[] above = new double[variables];
    constant = lifted.add(open.source(), open.neuron(), -slope, above);
    above[y] += 1;
    add(above, -slope * low - constant);
  }

  private void addSplits() {
    int next = 0;
    for (Splits s = subproblem.splits(); s != null; s = s.before(), next++) {
      double point = s.point();
      boolean isImplied =
          s.isAbove()
              ? bounds.lower(s.layer())[s.neuron()] > point
              : bounds.upper(s.layer())[s.neuron()] < point;
      rowOfSplit[next] = isImplied ? -1 : rows.size();
      if (!isImplied) {
        int side = s.isAbove() ? -1 : 1;
        double[] row = new double[variables];
        double constant = lifted.add(s.layer(), s.neuron(), side, row);
        add(row, side * point - constant);
      }
    }
  }

  /** Each row exceeds its limit by no more than the last variable. */
  private void addUnsafe(double[] lower, double[] upper) {
    int excess = variables - 1;
    lower[excess] = Double.POSITIVE_INFINITY;
    upper[excess] = Double.NEGATIVE_INFINITY;
    for (int r = first; r < first + count; r++) {
      double[] row = new double[variables];
      double constant = writeRow(r, row);
      double least = constant;
      double most = constant;
      for (int v = 0; v < excess; v++) {
        least += Math.min(row[v] * lower[v], row[v] * upper[v]);
        most += Math.max(row[v] * lower[v], row[v] * upper[v]);
      }
      lower[excess] = Math.min(lower[excess], least - 1);
      upper[excess] = Math.max(upper[excess], most + 1);
      row[excess] = -1;
      add(row, -constant);
    }
  }

  /** A row of the set less its limit, over the variables; returns its constant. */
  private double writeRow(int r, double[] row) {
    int last = bounds.network().outputIndex();
    double constant = -set.limit()[r];
    for (int j = 0; j < set.outputs()[r].length; j++) {
      if (set.outputs()[r][j] != 0) {
        constant += lifted.add(last, j, set.outputs()[r][j], row);
      }
    }
    for (int j = 0; set.inputs() != null && j < set.inputs()[r].length; j++) {
      if (set.inputs()[r][j] != 0) {
        constant += lifted.add(0, j, set.inputs()[r][j], row);
      }
    }
    return constant;
  }

  private void add(double[] row, double limit) {
    rows.add(row);
    limits.add(limit);
  }

  private Guess guess(LinearProgram.Outcome outcome, LinearProgram program, double offset) {
    double[] weights = new double[count];
    if (outcome instanceof LinearProgram.Optimal optimal) {
      for (int r = 0; r < count; r++) {
        weights[r] = count == 1 ? 1 : optimal.multipliers()[rows.size() - count + r];
      }
      double[] point = Arrays.copyOf(optimal.point(), varying.length);
      return guess(weights, program.objective(), optimal.multipliers(), point);
    }
    LinearProgram.Infeasible none = (LinearProgram.Infeasible) outcome;
    double[] row = program.objective();
    double least = offset;
    if (count > 1) {
      row = new double[variables];
      least = writeRow(first, row);
    }
    for (int v = 0; v < variables - 1; v++) {
      least += Math.min(row[v] * program.lower()[v], row[v] * program.upper()[v]);
    }
    double scale = OVERSHOOT * Math.max(1, -least) / none.violation();
    weights[0] = 1;
    double[] multipliers = Arrays.stream(none.multipliers()).map(m -> m * scale).toArray();
    for (int r = rows.size() - (count == 1 ? 0 : count); r < rows.size(); r++) {
      multipliers[r] = 0;
    }
    return guess(weights, row, multipliers, null);
  }

  /**
   * @param row whose least value is looked for
   */
  private Guess guess(double[] weights, double[] row, double[] multipliers, double[] point) {
    double[] slopes = new double[lifted.open().size()];
    for (int o = 0; o < slopes.length; o++) {
      int y = varying.length + o;
      double carried = row[y];
      for (int r = 0; r < multipliers.length; r++) {
        if (r / 2 != o) {
          carried += multipliers[r] * rows.get(r)[y];
        }
      }
      slopes[o] = carried > 0 ? Math.min(1, multipliers[2 * o] / carried) : 0;
    }
    float[] betas = new float[rowOfSplit.length];
    for (int s = 0; s < betas.length; s++) {
      double beta = rowOfSplit[s] < 0 ? 0 : multipliers[rowOfSplit[s]];
      betas[s] = (float) Math.min(Float.MAX_VALUE, beta);
    }
    return new Guess(weights, slopes, betas, point);
  }
}
