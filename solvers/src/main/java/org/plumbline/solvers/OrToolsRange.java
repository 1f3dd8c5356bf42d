package org.plumbline.solvers;

import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import java.util.Optional;
import org.plumbline.encodings.milp.MixedProgram;
import org.plumbline.encodings.milp.VariableRange;
import org.plumbline.encodings.system.ConstraintSystem;

/**
 * Where choices are relaxed, GLOP solves linear programs, each from the basis of the one before;
 * else SCIP solves mixed-integer programs, whose bounds hold even when they are stopped.
 */
final class OrToolsRange implements VariableRange {
  private static final String LINEAR = "GLOP";

  private final ProgramModel model;
  private final boolean isRelaxed;

  /**
   * @param isRelaxed whether an alternative may hold in part
   */
  OrToolsRange(ConstraintSystem system, boolean isRelaxed) {
    this.isRelaxed = isRelaxed;
    this.model = new ProgramModel(MixedProgram.of(system), isRelaxed ? LINEAR : ScipSolver.ENGINE);
  }

  @Override
  public Optional<Range> of(int variable, int millis) {
    Optional<Double> lower = end(variable, 1, millis);
    if (lower.isEmpty()) {
      return Optional.empty();
    }
    return end(variable, -1, millis).map(upper -> new Range(lower.get(), -upper));
  }

  private Optional<Double> end(int variable, int sign, int millis) {
    MPSolver solver = model.solver();
    MPObjective objective = solver.objective();
    objective.clear();
    objective.setCoefficient(model.variable(variable), sign);
    objective.setMinimization();
    solver.setTimeLimit(millis);
    MPSolver.ResultStatus status = solver.solve();
    if (status == MPSolver.ResultStatus.INFEASIBLE) {
      return Optional.empty();
    }
    boolean isSolved = status == MPSolver.ResultStatus.OPTIMAL;
    double found = Double.NEGATIVE_INFINITY;
    if (isSolved && isRelaxed) {
      found = objective.value();
    } else if (!isRelaxed && (isSolved || status == MPSolver.ResultStatus.FEASIBLE)) {
      found = objective.bestBound();
    }
    return Optional.of(Double.isNaN(found) ? Double.NEGATIVE_INFINITY : found);
  }

  @Override
  public void close() {
    model.close();
  }
}
