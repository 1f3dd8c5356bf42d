package org.plumbline.verifier.dlv.realisation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;
import org.plumbline.encodings.network.Breakpoints;
import org.plumbline.encodings.network.LayerBounds;
import org.plumbline.encodings.network.NetworkEncoder;
import org.plumbline.encodings.system.ConstraintSolver;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.encodings.system.Solution;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.replay.CounterexampleChecker;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.dlv.grid.Grid;
import org.plumbline.verifier.dlv.grid.Region;

/**
 * Maps points of a later layer's grid back: a solver looks for an input of the region whose
 * manipulated neurons come within half a span of the point, all layers up to the grid's encoded.
 * What it finds is replayed. That there is none counts only from a solver that computes exactly.
 */
final class SolverRealisation implements Realisation {
  private static final long POINT_MILLIS = 10_000;

  private final BatchBounds bounds;
  private final Region inputs;
  private final Case region;
  private final Grid grid;
  private final CounterexampleChecker checker;
  private final ConstraintSolver solver;

  /**
   * @param bounds of the network from the inputs to the manipulated neurons, on the region
   * @param inputs the region of inputs
   * @param region the case of the checker's property, of which only the box matters
   */
  SolverRealisation(
      BatchBounds bounds,
      Region inputs,
      Case region,
      Grid grid,
      CounterexampleChecker checker,
      ConstraintSolver solver) {
    this.bounds = bounds;
    this.inputs = inputs;
    this.region = region;
    this.grid = grid;
    this.checker = checker;
    this.solver = solver;
  }

  @Override
  public Outcome realise(double[] activation, int[] index, Budget budget) {
    Budget own = Budget.ofMillis(Math.min(POINT_MILLIS, budget.remainingMillis()));
    Solution solution = solver.solve(system(index), own);
    if (solution instanceof Solution.Feasible feasible) {
      Optional<Counterexample> found =
          checker.check(input(feasible.values())).filter(Counterexample::isViolation);
      return found.isPresent() ? new Violation(found.get()) : new KeepsClass();
    } else if (solution instanceof Solution.Infeasible infeasible) {
      return infeasible.isExact()
          ? new Unreachable()
          : new Open(solver.name() + " computes in doubles, which shows no point unreachable");
    }
    return new Open(solver.name() + ": " + ((Solution.Inconclusive) solution).why());
  }

  private ConstraintSystem system(int[] index) {
    int depth = bounds.network().depth();
    double[][] lower = new double[depth][];
    double[][] upper = new double[depth][];
    for (int k = 0; k < depth; k++) {
      lower[k] = Arrays.copyOf(bounds.lower(k), bounds.network().layer(k).size());
      upper[k] = Arrays.copyOf(bounds.upper(k), bounds.network().layer(k).size());
    }
    return NetworkEncoder.encode(
            bounds.network(),
            new Case(region.inputs(), List.of(neighbourhood(index))),
            new LayerBounds(lower, upper),
            new Breakpoints())
        .system();
  }

  /** What is nearer to the point, on every axis, than to another point of the grid. */
  private Polyhedron neighbourhood(int[] index) {
    List<LinearInequality> sides = new ArrayList<>();
    for (int a = 0; a < index.length; a++) {
      double[] values = grid.axes().get(a).values();
      int at = index[a];
      if (at > 0) {
        sides.add(atMost(a, BigDecimal.ONE.negate(), middle(values[at - 1], values[at]).negate()));
      }
      if (at + 1 < values.length) {
        sides.add(atMost(a, BigDecimal.ONE, middle(values[at], values[at + 1])));
      }
    }
    return new Polyhedron(sides);
  }

  private static LinearInequality atMost(int output, BigDecimal coefficient, BigDecimal limit) {
    return LinearInequality.ofOutputs(new int[] {output}, new BigDecimal[] {coefficient}, limit);
  }

  private static BigDecimal middle(double left, double right) {
    return new BigDecimal(left).add(new BigDecimal(right)).multiply(new BigDecimal("0.5"));
  }

  private double[] input(List<BigFraction> values) {
    double[] x = inputs.activation().clone();
    for (int i : inputs.box().varying()) {
      double low = inputs.box().lower()[i];
      double high = inputs.box().upper()[i];
      x[i] = Math.max(low, Math.min(high, values.get(i).doubleValue()));
    }
    return x;
  }
}
