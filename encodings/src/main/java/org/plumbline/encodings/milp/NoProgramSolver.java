package org.plumbline.encodings.milp;

import java.util.Optional;
import org.plumbline.encodings.system.ConstraintSolver;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.encodings.system.MissingSolverException;
import org.plumbline.specs.query.Budget;

/** Where no solver is: linear programs stay unsolved, and nothing else can be asked for. */
final class NoProgramSolver implements ProgramSolver {
  @Override
  public Optional<LinearProgram.Outcome> solve(LinearProgram program, long millis) {
    return Optional.empty();
  }

  @Override
  public Optional<AdversarialDistance.Found> solve(AdversarialDistance distance, Budget budget) {
    throw new MissingSolverException("SCIP");
  }

  @Override
  public VariableRange ranges(ConstraintSystem system, boolean isRelaxed) {
    throw new MissingSolverException("SCIP");
  }

  @Override
  public ConstraintSolver constraints() {
    throw new MissingSolverException("SCIP");
  }
}
