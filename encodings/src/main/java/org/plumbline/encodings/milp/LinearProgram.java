package org.plumbline.encodings.milp;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.Optional;

/**
 * The least value of {@code c·x} over a box where {@code Aᵢ·x ≤ bᵢ}, by GLOP, with the multiplier
 * of every row. In doubles: whoever relies on the multipliers bounds the Lagrangian with them
 * again, which any multipliers ≥ 0 allow.
 *
 * @param objective c, one per variable
 * @param rows A, {@code [rows][variables]}
 * @param limits b, one per row
 * @param lower ends of the box, finite
 * @param upper ends of the box, finite
 */
public record LinearProgram(
    double[] objective, double[][] rows, double[] limits, double[] lower, double[] upper) {
  /** A box with dense rows has a feasible dual from the start. */
  private static final String PARAMETERS = "use_dual_simplex: true";

  /** How the program ended. */
  public sealed interface Outcome {}

  /**
   * An optimal point.
   *
   * @param multipliers λ ≥ 0 with {@code c·x + λ·(Ax − b)} least over the box at the same value
   */
  public record Optimal(double[] point, double[] multipliers, double value) implements Outcome {}

  /**
   * No point satisfies the rows.
   *
   * @param multipliers λ ≥ 0, of sum 1
   * @param violation positive, the least value of {@code λ·(Ax − b)} over the box
   */
  public record Infeasible(double[] multipliers, double violation) implements Outcome {}

  /**
   * The outcome, or empty if the solver gave up.
   *
   * @param millis time limit
   */
  public Optional<Outcome> solve(long millis) {
    Loader.loadNativeLibraries();
    long start = System.nanoTime();
    Optional<Optimal> optimal = solve(false, millis);
    if (optimal.isPresent()) {
      return Optional.of(optimal.get());
    }
    long left = millis - (System.nanoTime() - start) / 1_000_000;
    return (left > 0 ? solve(true, left) : Optional.<Optimal>empty())
        .filter(elastic -> elastic.value() > 0)
        .map(elastic -> new Infeasible(elastic.multipliers(), elastic.value()));
  }

  /**
   * @param isElastic whether, in place of the objective, the largest violation of a row is least
   */
  private Optional<Optimal> solve(boolean isElastic, long millis) {
    MPSolver solver = MPSolver.createSolver("GLOP");
    try {
      solver.setTimeLimit(millis);
      solver.setSolverSpecificParametersAsString(PARAMETERS);
      MPVariable[] x = new MPVariable[lower.length];
      MPObjective goal = solver.objective();
      for (int j = 0; j < x.length; j++) {
        x[j] = solver.makeNumVar(lower[j], upper[j], "");
        goal.setCoefficient(x[j], isElastic ? 0 : objective[j]);
      }
      MPVariable slack = solver.makeNumVar(0, isElastic ? MPSolver.infinity() : 0, "");
      goal.setCoefficient(slack, isElastic ? 1 : 0);
      goal.setMinimization();
      MPConstraint[] constraints = new MPConstraint[rows.length];
      for (int i = 0; i < rows.length; i++) {
        constraints[i] = solver.makeConstraint(-MPSolver.infinity(), limits[i]);
        constraints[i].setCoefficient(slack, -1);
        for (int j = 0; j < x.length; j++) {
          if (rows[i][j] != 0) {
            constraints[i].setCoefficient(x[j], rows[i][j]);
          }
        }
      }
      if (solver.solve() != MPSolver.ResultStatus.OPTIMAL) {
        return Optional.empty();
      }
      double[] point = new double[x.length];
      for (int j = 0; j < point.length; j++) {
        point[j] = x[j].solutionValue();
      }
      double[] multipliers = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        multipliers[i] = Math.max(0, -constraints[i].dualValue());
      }
      return Optional.of(new Optimal(point, multipliers, goal.value()));
    } finally {
      solver.delete();
    }
  }
}
