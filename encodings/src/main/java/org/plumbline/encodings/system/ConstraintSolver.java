package org.plumbline.encodings.system;

import org.plumbline.specs.query.Budget;

/** Decides constraint systems. */
public interface ConstraintSolver {
  /** The solver's name and version, for reports. */
  String name();

  /** Ends soon after the budget has; then, and whenever anything fails, inconclusive. */
  Solution solve(ConstraintSystem system, Budget budget);
}
