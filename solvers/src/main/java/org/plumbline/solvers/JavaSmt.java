package org.plumbline.solvers;

import org.plumbline.encodings.smt.SmtEngine;
import org.plumbline.encodings.smt.SmtSolvers;
import org.plumbline.encodings.system.ConstraintSolver;

/** Z3 and SMTInterpol behind JavaSMT. */
public final class JavaSmt implements SmtSolvers {
  @Override
  public ConstraintSolver of(SmtEngine engine) {
    return new JavaSmtSolver(engine);
  }
}
