package org.plumbline.solvers;

import java.util.Optional;
import org.plumbline.encodings.milp.AdversarialDistance;
import org.plumbline.encodings.milp.LinearProgram;
import org.plumbline.encodings.milp.ProgramSolver;
import org.plumbline.encodings.milp.VariableRange;
import org.plumbline.encodings.system.ConstraintSolver;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.specs.query.Budget;

/** Linear programs by GLOP and mixed-integer programs by SCIP, both in Google OR-Tools. */
public final class OrTools implements ProgramSolver {
  @Override
  public Optional<LinearProgram.Outcome> solve(LinearProgram program, long millis) {
    return new GlopProgram(program).solve(millis);
  }

  @Override
  public Optional<AdversarialDistance.Found> solve(AdversarialDistance distance, Budget budget) {
    return new ScipDistance(distance).solve(budget);
  }

  @Override
  public VariableRange ranges(ConstraintSystem system, boolean isRelaxed) {
    return new OrToolsRange(system, isRelaxed);
  }

  @Override
  public ConstraintSolver constraints() {
    return new ScipSolver();
  }
}
