package org.plumbline.verifier.branching.programs;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.plumbline.certificates.proof.Slopes;
import org.plumbline.certificates.proof.Step;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.BoundOptimiser;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.Effort;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.LinearForms;
import org.plumbline.verifier.bounds.SplitMultipliers;
import org.plumbline.verifier.branching.root.OpenNeurons;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.Splits;
import org.plumbline.verifier.branching.space.Subproblem;
import org.plumbline.verifier.branching.space.UnsafeSet;
import org.plumbline.verifier.branching.space.WarmStart;
import org.plumbline.verifier.proof.RootRows;
import org.plumbline.verifier.proof.SlopeBytes;

/**
 * All slopes and multipliers of a subproblem at once, and weights of its rows, by a {@link
 * TriangleProgram}: gradients take thousands of steps to get there where a premise has hundreds of
 * literals. The solver computes in doubles and its word is not taken: what it found goes through an
 * ordinary backward pass, and the optimal point through the network.
 */
public final class RelaxedProgram {
  /** Makes up for the rounding of what was found. */
  private static final Effort EFFORT = Effort.of(8, 0.003);

  private static final long MOST_ENTRIES = 20_000_000;

  private final ProgramSolver solver;
  private final Network network;
  private final SearchSpace space;
  private final OpenNeurons root;
  private final ErrorCharges charges;
  private final Gemm gemm;
  private final CrownPropagator crown;
  private final BoundOptimiser optimiser;
  private final SlopeBytes slopeBytes;
  private final BatchBounds bounds;
  private final LinearForms forms;
  private final SplitMultipliers splits;

  /**
   * @param root of the case that subproblems belong to
   * @param rows of the root, which say where its neurons come from
   */
  public RelaxedProgram(
      ProgramSolver solver,
      SearchSpace space,
      OpenNeurons root,
      RootRows rows,
      ErrorCharges charges,
      Gemm gemm) {
    this.solver = solver;
    this.network = root.bounds().network();
    this.space = space;
    this.root = root;
    this.charges = charges;
    this.gemm = gemm;
    this.crown = new CrownPropagator(network, charges, gemm);
    this.optimiser = new BoundOptimiser(network, crown, gemm);
    this.slopeBytes = new SlopeBytes(network, rows.origin(), rows.neurons());
    this.bounds = new BatchBounds(network);
    this.forms = new LinearForms(network.inputSize());
    this.splits = new SplitMultipliers(network.depth());
  }

  /**
   * Whether a network has affine layers and ReLUs only, and no more of them than are affordable.
   */
  public static boolean isFor(BatchBounds root, int varying) {
    return LiftedForms.entries(root, varying) <= MOST_ENTRIES;
  }

  /**
   * What the program found.
   *
   * @param witness that refutes the subproblem, if there is one
   * @param warm a start for its optimisation otherwise
   * @param point the varying inputs where the program is least, or null if it has no point
   */
  public record Found(Optional<Step.Witness> witness, WarmStart warm, double[] point) {}

  /**
   * Solves the program of a subproblem with one polyhedron.
   *
   * @param batch its bounds, at b
   * @return empty if the solver gave up
   */
  public Optional<Found> solve(Subproblem subproblem, BatchBounds batch, int b) {
    bounds.take(batch, b);
    UnsafeSet set = space.set(subproblem.unsafeSet());
    LiftedForms lifted = LiftedForms.of(bounds, space.varying(), gemm);
    return new TriangleProgram(lifted, bounds, subproblem, set, space.varying())
        .solve(solver)
        .map(guess -> found(subproblem, set, lifted.open(), guess));
  }

  private Found found(
      Subproblem subproblem,
      UnsafeSet set,
      List<LiftedForms.Open> open,
      TriangleProgram.Guess guess) {
    double limit = fillRow(subproblem, set, guess.weights());
    for (int k = 1; k < network.depth(); k++) {
      crown.prepare(k, bounds);
    }
    int last = network.outputIndex();
    optimiser.start(last, forms);
    for (int o = 0; o < open.size(); o++) {
      double slope = Slopes.slope(Slopes.nearest(guess.slopes()[o]));
      optimiser.slopes(open.get(o).layer())[open.get(o).neuron()] = slope;
    }
    splits.clear();
    int next = 0;
    for (Splits s = subproblem.splits(); s != null; s = s.before()) {
      float beta = guess.multipliers()[next++];
      splits.add(s.layer(), 0, s.neuron(), s.isAbove(), s.point(), beta);
    }
    optimiser.optimise(bounds, last, forms, splits, EFFORT, () -> forms.lower()[0] > limit);
    Optional<Step.Witness> witness =
        forms.lower()[0] > limit
            ? Optional.of(witness(subproblem, set, guess.weights()))
            : Optional.empty();
    return new Found(witness, warm(subproblem, guess.weights().length), guess.point());
  }

  /**
   * Fills in the weighted sum of the rows.
   *
   * @return what it is to exceed: the sum of the limits, and all that rounding can have cost
   */
  private double fillRow(Subproblem subproblem, UnsafeSet set, double[] weights) {
    int first = set.polyhedronStart()[subproblem.open()[0]];
    int outputs = network.outputSize();
    forms.reset(1, outputs);
    forms.owner()[0] = 0;
    double limit = 0;
    double size = 0;
    for (int w = 0; w < weights.length; w++) {
      double weight = weights[w];
      limit += weight * set.limit()[first + w];
      size += weight * Math.abs(set.limit()[first + w]);
      for (int j = 0; j < outputs; j++) {
        double term = weight * set.outputs()[first + w][j];
        forms.start()[j] += term;
        size += Math.abs(term) * charges.magnitude(network.outputIndex())[j];
      }
      for (int j = 0; set.inputs() != null && j < network.inputSize(); j++) {
        double term = weight * set.inputs()[first + w][j];
        forms.coefficients()[j] += term;
        size += Math.abs(term) * charges.magnitude(0)[j];
      }
    }
    return weights.length == 1
        ? limit
        : limit + Rounding.inflate(size * Rounding.gamma(weights.length + 2L)) + Rounding.UNDERFLOW;
  }

  private Step.Witness witness(Subproblem subproblem, UnsafeSet set, double[] weights) {
    int p = subproblem.open()[0];
    boolean isNone = set.isEverything(p);
    int[] rows =
        isNone
            ? new int[0]
            : IntStream.range(0, weights.length).filter(w -> weights[w] > 0).toArray();
    double[] used = IntStream.of(rows).mapToDouble(w -> weights[w]).toArray();
    byte[] slopes = slopeBytes.of(optimiser::bestSlopes, 0);
    return new Step.Witness(
        p, rows, used, slopes, Splits.rootFirst(subproblem.splits(), this::multiplier));
  }

  private double multiplier(Splits s) {
    return optimiser.bestMultiplier(splits, 0, s.layer(), s.neuron(), s.point(), s.isAbove());
  }

  private WarmStart warm(Subproblem subproblem, int rows) {
    byte[] slopes = new byte[rows * root.count()];
    int count = Splits.count(subproblem.splits());
    float[] multipliers = new float[rows * count];
    for (int r = 0; r < rows; r++) {
      root.writeSlopes(optimiser::bestSlopes, 0, slopes, r);
      Splits.lastFirst(subproblem.splits(), this::multiplier, multipliers, r * count);
    }
    return new WarmStart(slopes, multipliers, count, true);
  }
}
