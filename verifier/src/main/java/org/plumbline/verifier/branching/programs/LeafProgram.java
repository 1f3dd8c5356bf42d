package org.plumbline.verifier.branching.programs;

import java.util.Optional;
import org.plumbline.encodings.milp.LinearProgram;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.LinearForms;
import org.plumbline.verifier.branching.space.Splits;
import org.plumbline.verifier.branching.space.Subproblem;

/**
 * The best multipliers of the splits above a subproblem in which no activation is left to split.
 * Its neurons are linear in the inputs, but for curved activations that have lines of their own, so
 * the best bound that multipliers can give is the value of a linear program, and its dual solution
 * holds them. The solver computes in doubles and its word is not taken: the multipliers go through
 * an ordinary backward pass, and the optimal point through the network.
 */
public final class LeafProgram {
  /** By how much of a gap multipliers that prove infeasibility are to outweigh it. */
  private static final double OVERSHOOT = 1.1;

  private static final int MILLIS = 10_000;

  private final ProgramSolver solver;
  private final Network network;
  private final int[] varying;
  private final CrownPropagator crown;
  private final BatchBounds bounds;
  private final LinearForms forms;

  public LeafProgram(
      ProgramSolver solver, Network network, int[] varying, ErrorCharges charges, Gemm gemm) {
    this.solver = solver;
    this.network = network;
    this.varying = varying;
    this.crown = new CrownPropagator(network, charges, gemm);
    this.bounds = new BatchBounds(network);
    this.forms = new LinearForms(network.inputSize());
  }

  /**
   * What the program found.
   *
   * @param multipliers of the splits, last one first
   * @param point the varying inputs where the row is least, or null if nothing satisfies the splits
   */
  public record Found(float[] multipliers, double[] point) {}

  /**
   * Solves the program of a subproblem.
   *
   * @param batch its bounds, at b
   * @param outputs of the row over the outputs
   * @param inputs of the row over the inputs, or null
   * @param limit that the row is to exceed
   */
  public Optional<Found> solve(
      Subproblem subproblem,
      BatchBounds batch,
      int b,
      double[] outputs,
      double[] inputs,
      double limit) {
    bounds.take(batch, b);
    for (int k = 1; k < network.depth(); k++) {
      crown.prepare(k, bounds);
    }
    double[] objective = new double[varying.length];
    double constant = row(network.outputIndex(), outputs, inputs, objective);
    int count = Splits.count(subproblem.splits());
    double[][] rows = new double[count][varying.length];
    double[] limits = new double[count];
    Splits split = subproblem.splits();
    for (int s = 0; s < count; s++, split = split.before()) {
      double[] neuron = new double[network.layer(split.layer()).size()];
      int side = split.isAbove() ? -1 : 1;
      neuron[split.neuron()] = side;
      limits[s] = side * split.point() - row(split.layer(), neuron, null, rows[s]);
    }
    LinearProgram program =
        new LinearProgram(objective, rows, limits, subproblem.lower(), subproblem.upper());
    return solver.solve(program, MILLIS).map(outcome -> found(outcome, program, limit - constant));
  }

  private static Found found(LinearProgram.Outcome outcome, LinearProgram program, double limit) {
    if (outcome instanceof LinearProgram.Optimal optimal) {
      return new Found(floats(optimal.multipliers(), 1), optimal.point());
    }
    LinearProgram.Infeasible none = (LinearProgram.Infeasible) outcome;
    double least = 0;
    for (int j = 0; j < program.objective().length; j++) {
      double c = program.objective()[j];
      least += Math.min(c * program.lower()[j], c * program.upper()[j]);
    }
    double gap = Math.max(0, limit - least) + Math.abs(limit) * 0x1p-20 + Double.MIN_NORMAL;
    return new Found(floats(none.multipliers(), OVERSHOOT * gap / none.violation()), null);
  }

  private static float[] floats(double[] values, double factor) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) Math.min(Float.MAX_VALUE, values[i] * factor);
    }
    return rounded;
  }

  /** The form of a row over the varying inputs, and its constant with the others where they are. */
  private double row(int layer, double[] start, double[] inputs, double[] form) {
    forms.reset(1, start.length);
    System.arraycopy(start, 0, forms.start(), 0, start.length);
    if (inputs != null) {
      System.arraycopy(inputs, 0, forms.coefficients(), 0, inputs.length);
    }
    crown.bound(bounds, layer, forms);
    double constant = forms.constant()[0];
    for (int j = 0; j < network.inputSize(); j++) {
      double middle = 0.5 * bounds.lower(0)[j] + 0.5 * bounds.upper(0)[j];
      constant += forms.coefficients()[j] * middle;
    }
    for (int v = 0; v < varying.length; v++) {
      int j = varying[v];
      form[v] = forms.coefficients()[j];
      constant -= form[v] * (0.5 * bounds.lower(0)[j] + 0.5 * bounds.upper(0)[j]);
    }
    return constant;
  }
}
