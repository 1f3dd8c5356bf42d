package org.plumbline.encodings.system;

import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;

/** What a solver says of a constraint system. */
public sealed interface Solution {
  /**
   * No values satisfy it.
   *
   * @param core names of constraints, choices and bounded variables that suffice for that; empty if
   *     the solver does not tell
   * @param isExact whether the solver computes in exact numbers, so that its word counts
   */
  record Infeasible(List<String> core, boolean isExact) implements Solution {
    public Infeasible {
      core = List.copyOf(core);
    }
  }

  /**
   * Values that satisfy it; within tolerances where the solver computes in doubles.
   *
   * @param values one per variable
   */
  record Feasible(List<BigFraction> values) implements Solution {
    public Feasible {
      values = List.copyOf(values);
    }
  }

  /** No answer, for a reason: a time limit, a crash, an unknown status. */
  record Inconclusive(String why) implements Solution {}
}
