package org.plumbline.encodings.smt;

import java.util.Optional;
import java.util.ServiceLoader;
import org.plumbline.encodings.system.ConstraintSolver;
import org.plumbline.encodings.system.MissingSolverException;

/**
 * SMT solvers, with exact numbers. They bring native libraries and stand in an artifact of their
 * own, {@code plumbline-solvers}, which is found where it is on the class path.
 */
public interface SmtSolvers {
  /** A solver; nothing native is loaded before it solves. */
  ConstraintSolver of(SmtEngine engine);

  /** The solvers, if they are there. */
  static Optional<SmtSolvers> find() {
    return ServiceLoader.load(SmtSolvers.class, SmtSolvers.class.getClassLoader()).findFirst();
  }

  /**
   * A solver.
   *
   * @throws MissingSolverException naming the artifact that is not there
   */
  static ConstraintSolver require(SmtEngine engine) {
    return find().orElseThrow(() -> new MissingSolverException(engine.name())).of(engine);
  }
}
