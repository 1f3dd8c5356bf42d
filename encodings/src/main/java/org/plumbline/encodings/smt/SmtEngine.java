package org.plumbline.encodings.smt;

import org.sosy_lab.java_smt.SolverContextFactory.Solvers;

/** The SMT solvers that work wherever Plumbline is installed. */
public enum SmtEngine {
  /** Native code, unpacked when it is first used. */
  Z3(Solvers.Z3),
  /** Plain Java, slower. */
  SMTINTERPOL(Solvers.SMTINTERPOL);

  private final Solvers solver;

  SmtEngine(Solvers solver) {
    this.solver = solver;
  }

  Solvers solver() {
    return solver;
  }
}
