package org.plumbline.api;

/** What searches for the answer. */
public enum Engine {
  /** Attacks, then branch and bound, with the splits that suit the question. */
  AUTO,
  /** Branch and bound that halves inputs. */
  INPUTS,
  /** Branch and bound that splits activations. */
  ACTIVATIONS,
  /** The SMT solver Z3 with exact numbers; needs the artifact {@code plumbline-solvers}. */
  SMT,
  /** The SMT solver SMTInterpol, in Java; needs the artifact {@code plumbline-solvers}. */
  SMTINTERPOL,
  /** Mixed-integer programs by SCIP; needs the artifact {@code plumbline-solvers}. */
  MILP
}
