package org.plumbline.encodings.milp;

import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import java.util.Optional;
import org.plumbline.encodings.system.ConstraintSystem;

/**
 * How small and how large single variables of a system get, one program for each end
 * (optimality-based bound tightening; for neurons Tjeng et al., <em>Evaluating Robustness of Neural
 * Networks with Mixed Integer Programming</em>, ICLR 2019, section 4). Where choices are relaxed,
 * GLOP solves linear programs, each from the basis of the one before; else SCIP solves
 * mixed-integer programs, whose bounds hold even when they are stopped. In doubles with tolerances:
 * ends are as right as these.
 */
public final class VariableRange implements AutoCloseable {
  private static final String LINEAR = "GLOP";

  private final ProgramModel model;
  private final boolean isRelaxed;

  /**
   * @param isRelaxed whether an alternative may hold in part
   */
  public VariableRange(ConstraintSystem system, boolean isRelaxed) {
    this.isRelaxed = isRelaxed;
    this.model =
        new ProgramModel(MixedProgram.of(system), isRelaxed ? LINEAR : OrToolsSolver.ENGINE);
  }

  /**
   * The range of a variable.
   *
   * @param lower −∞ if the solver found no bound
   * @param upper ∞ if the solver found no bound
   */
  public record Range(double lower, double upper) {}

  /**
   * Within so much time for each end; empty if the solver finds that nothing satisfies the system.
   */
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
