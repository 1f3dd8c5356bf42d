package org.plumbline.solvers;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import java.util.Optional;
import org.plumbline.encodings.milp.AdversarialDistance;
import org.plumbline.encodings.milp.MixedProgram;
import org.plumbline.specs.query.Budget;

/** The nearest input that satisfies a system, by SCIP. */
final class ScipDistance {
  private final AdversarialDistance question;

  ScipDistance(AdversarialDistance question) {
    this.question = question;
  }

  /** The nearest input, or empty if none satisfies the system or none was found in time. */
  Optional<AdversarialDistance.Found> solve(Budget budget) {
    double[] center = question.center();
    try (ProgramModel model =
        new ProgramModel(MixedProgram.of(question.system()), ScipSolver.ENGINE)) {
      MPSolver solver = model.solver();
      MPObjective distance = solver.objective();
      MPVariable most = solver.makeNumVar(0, MPSolver.infinity(), "distance");
      distance.setCoefficient(most, question.norm() == AdversarialDistance.Norm.LINF ? 1 : 0);
      for (int j = 0; j < center.length; j++) {
        MPVariable own = solver.makeNumVar(0, MPSolver.infinity(), "distance_" + j);
        distance.setCoefficient(own, question.norm() == AdversarialDistance.Norm.L1 ? 1 : 0);
        for (int side : new int[] {1, -1}) {
          MPConstraint row = solver.makeConstraint(-MPSolver.infinity(), side * center[j]);
          row.setCoefficient(model.variable(j), side);
          row.setCoefficient(question.norm() == AdversarialDistance.Norm.LINF ? most : own, -1);
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
      return Optional.of(
          new AdversarialDistance.Found(distance.bestBound(), distance.value(), point));
    }
  }
}
