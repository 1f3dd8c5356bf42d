package org.plumbline.solvers;

import com.google.ortools.linearsolver.MPSolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import org.apache.commons.numbers.fraction.BigFraction;
import org.plumbline.encodings.milp.MixedProgram;
import org.plumbline.encodings.system.ConstraintSolver;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.encodings.system.Solution;
import org.plumbline.specs.query.Budget;

/**
 * SCIP, behind OR-Tools, on the {@link MixedProgram} of a system. It computes in doubles with
 * tolerances: what it calls infeasible is so as far as these can tell, and what it calls feasible
 * has to be replayed.
 */
final class ScipSolver implements ConstraintSolver {
  static final String ENGINE = "SCIP";
  private static final long POLL_MILLIS = 50;

  @Override
  public String name() {
    return ENGINE;
  }

  @Override
  public Solution solve(ConstraintSystem system, Budget budget) {
    try (ProgramModel model = new ProgramModel(MixedProgram.of(system), ENGINE)) {
      Timer timer = new Timer("milp", true);
      timer.schedule(
          stopper(model.solver(), budget, Thread.currentThread()), POLL_MILLIS, POLL_MILLIS);
      try {
        model
            .solver()
            .setTimeLimit(Math.max(1, Math.min(Integer.MAX_VALUE, budget.remainingMillis())));
        return solution(model, model.solver().solve(), system.variables().size());
      } finally {
        timer.cancel();
      }
    } catch (IllegalArgumentException | IllegalStateException | LinkageError e) {
      return new Solution.Inconclusive(e.getMessage());
    }
  }

  /** Stops the solver, which knows no interruption itself, when the time or its caller is up. */
  private static TimerTask stopper(MPSolver solver, Budget budget, Thread caller) {
    return new TimerTask() {
      @Override
      public void run() {
        if (budget.expired() || caller.isInterrupted()) {
          solver.interruptSolve();
          cancel();
        }
      }
    };
  }

  private static Solution solution(
      ProgramModel model, MPSolver.ResultStatus status, int variables) {
    switch (status) {
      case INFEASIBLE:
        return new Solution.Infeasible(List.of(), false);
      case OPTIMAL, FEASIBLE:
        List<BigFraction> values = new ArrayList<>();
        for (int v = 0; v < variables; v++) {
          double value = model.variable(v).solutionValue();
          if (!Double.isFinite(value)) {
            return new Solution.Inconclusive("the solver found " + value);
          }
          values.add(BigFraction.from(value));
        }
        return new Solution.Feasible(values);
      default:
        return new Solution.Inconclusive("the solver ended with " + status);
    }
  }
}
