package org.plumbline.encodings.system;

/** A solver is asked for whose artifact is not on the class path. */
public final class MissingSolverException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String solver;

  public MissingSolverException(String solver) {
    super(
        solver
            + " is not there: add the artifact org.plumbline:plumbline-solvers to the class path,"
            + " or choose an engine that needs no solver");
    this.solver = solver;
  }

  /** Its name. */
  public String solver() {
    return solver;
  }
}
