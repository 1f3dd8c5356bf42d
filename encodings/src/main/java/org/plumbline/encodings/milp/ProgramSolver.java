package org.plumbline.encodings.milp;

import java.util.Optional;
import java.util.ServiceLoader;
import org.plumbline.encodings.system.ConstraintSolver;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.encodings.system.MissingSolverException;
import org.plumbline.specs.query.Budget;

/**
 * Solves linear and mixed-integer programs in doubles. A solver brings native libraries and stands
 * in an artifact of its own, {@code plumbline-solvers}, which is found where it is on the class
 * path.
 */
public interface ProgramSolver {
  /** Solves nothing: for searches that can do without. */
  ProgramSolver NONE = new NoProgramSolver();

  /**
   * The outcome of a linear program, or empty if the solver gave up.
   *
   * @param millis time limit
   */
  Optional<LinearProgram.Outcome> solve(LinearProgram program, long millis);

  /** The nearest input, or empty if none satisfies the system or none was found in time. */
  Optional<AdversarialDistance.Found> solve(AdversarialDistance distance, Budget budget);

  /**
   * Ranges of a system's variables.
   *
   * @param isRelaxed whether an alternative may hold in part
   */
  VariableRange ranges(ConstraintSystem system, boolean isRelaxed);

  /** Decides systems as mixed-integer programs. */
  ConstraintSolver constraints();

  /** The solver, if it is there. */
  static Optional<ProgramSolver> find() {
    return ServiceLoader.load(ProgramSolver.class, ProgramSolver.class.getClassLoader())
        .findFirst();
  }

  /** The solver, or {@link #NONE}. */
  static ProgramSolver best() {
    return find().orElse(NONE);
  }

  /**
   * The solver.
   *
   * @throws MissingSolverException naming the artifact that is not there
   */
  static ProgramSolver require() {
    return find().orElseThrow(() -> new MissingSolverException("SCIP"));
  }
}
