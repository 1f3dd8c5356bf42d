package org.plumbline.encodings.milp;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.Optional;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.specs.query.Budget;

/**
 * How near to a point an input comes that satisfies a system, as far as doubles and tolerances can
 * tell: where the system says that the property is violated, this is the maximum safe radius of the
 * point (Tjeng et al., <em>Evaluating Robustness of Neural Networks with Mixed Integer
 * Programming</em>, ICLR 2019).
 */
public final class AdversarialDistance {
  /** How distances are measured. */
  public enum Norm {
    LINF,
    L1
  }

  /**
   * Between two bounds.
   *
   * @param lower nothing nearer satisfies the system
   * @param upper the distance of the point; equal to {@code lower}, nearly, unless the time ran out
   * @param point the nearest input that was found
   */
  public record Found(double lower, double upper, double[] point) {}

  private final ConstraintSystem system;
  private final double[] center;
  private final Norm norm;

  /**
   * @param center one value per input of the system
   */
  public AdversarialDistance(ConstraintSystem system, double[] center, Norm norm) {
    if (center.length != system.inputs()) {
      throw new IllegalArgumentException(
          center.length + " values for " + system.inputs() + " inputs");
    }
    this.system = system;
    this.center = center.clone();
    this.norm = norm;
  }

  /** The nearest input, or empty if none satisfies the system or none was found in time. */
  public Optional<Found> solve(Budget budget) {
    try (ProgramModel model = new ProgramModel(MixedProgram.of(system), OrToolsSolver.ENGINE)) {
      MPSolver solver = model.solver();
      MPObjective distance = solver.objective();
      MPVariable most = solver.makeNumVar(0, MPSolver.infinity(), "distance");
      distance.setCoefficient(most, norm == Norm.LINF ? 1 : 0);
      for (int j = 0; j < center.length; j++) {
        MPVariable own = solver.makeNumVar(0, MPSolver.infinity(), "distance_" + j);
        distance.setCoefficient(own, norm == Norm.L1 ? 1 : 0);
        for (int side : new int[] {1, -1}) {
          MPConstraint row = solver.makeConstraint(-MPSolver.infinity(), side * center[j]);
          row.setCoefficient(model.variable(j), side);
          row.setCoefficient(norm == Norm.LINF ? most : own, -1);
        }
      }
      distance.setMinimization();
      solver.setTimeLimit(Math.max(1, Math.min(Integer.MAX_VALUE, budget.remainingMillis())));
      MPSolver.ResultStatus status = solver.solve();
      if (status != MPSolver.ResultStatus.OPTIMAL && status != MPSolver.ResultStatus.FEASIBLE) {
        return Optional.empty();
      }
      double[] point = new double[center.length];
      for (int j = 0; j < point.length; j++) {
        point[j] = model.variable(j).solutionValue();
      }
      return Optional.of(new Found(distance.bestBound(), distance.value(), point));
    }
  }
}
