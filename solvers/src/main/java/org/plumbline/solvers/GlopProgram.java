package org.plumbline.solvers;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.Optional;
import org.plumbline.encodings.milp.LinearProgram;

/** Solves a linear program by GLOP. */
final class GlopProgram {
  /** A box with dense rows has a feasible dual from the start. */
  private static final String PARAMETERS = "use_dual_simplex: true";

  private final LinearProgram program;

  GlopProgram(LinearProgram program) {
    this.program = program;
  }

  /**
   * The outcome, or empty if the solver gave up.
   *
   * @param millis time limit
   */
  Optional<LinearProgram.Outcome> solve(long millis) {
    Loader.loadNativeLibraries();
    long start = System.nanoTime();
    Optional<LinearProgram.Optimal> optimal = solve(false, millis);
    if (optimal.isPresent()) {
      return Optional.of(optimal.get());
    }
    long left = millis - (System.nanoTime() - start) / 1_000_000;
    return (left > 0 ? solve(true, left) : Optional.<LinearProgram.Optimal>empty())
        .filter(elastic -> elastic.value() > 0)
        .map(elastic -> new LinearProgram.Infeasible(elastic.multipliers(), elastic.value()));
  }

  /**
   * @param isElastic whether, in place of the objective, the largest violation of a row is least
   */
  private Optional<LinearProgram.Optimal> solve(boolean isElastic, long millis) {
    MPSolver solver = MPSolver.createSolver("GLOP");
    try {
      solver.setTimeLimit(millis);
      solver.setSolverSpecificParametersAsString(PARAMETERS);
      MPVariable[] x = new MPVariable[program.lower().length];
      MPObjective goal = solver.objective();
      for (int j = 0; j < x.length; j++) {
        x[j] = solver.makeNumVar(program.lower()[j], program.upper()[j], "");
        goal.setCoefficient(x[j], isElastic ? 0 : program.objective()[j]);
      }
      MPVariable slack = solver.makeNumVar(0, isElastic ? MPSolver.infinity() : 0, "");
      goal.setCoefficient(slack, isElastic ? 1 : 0);
      goal.setMinimization();
      MPConstraint[] constraints = new MPConstraint[program.rows().length];
      for (int i = 0; i < program.rows().length; i++) {
        constraints[i] = solver.makeConstraint(-MPSolver.infinity(), program.limits()[i]);
        constraints[i].setCoefficient(slack, -1);
        for (int j = 0; j < x.length; j++) {
          if (program.rows()[i][j] != 0) {
            constraints[i].setCoefficient(x[j], program.rows()[i][j]);
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
      double[] multipliers = new double[program.rows().length];
      for (int i = 0; i < program.rows().length; i++) {
        multipliers[i] = Math.max(0, -constraints[i].dualValue());
      }
      return Optional.of(new LinearProgram.Optimal(point, multipliers, goal.value()));
    } finally {
      solver.delete();
    }
  }
}
