package org.plumbline.verifier.assembly;

/** What searches for the answer. */
public enum Engine {
  /** Attack, then branch and bound, with the splits that suit the question. */
  AUTO,
  /** Branch and bound that halves inputs. */
  INPUTS,
  /** Branch and bound that splits activations. */
  ACTIVATIONS,
  /** An SMT solver with exact numbers, Z3. */
  SMT,
  /** The SMT solver SMTInterpol, plain Java and slower. */
  SMTINTERPOL,
  /** A mixed-integer programming solver in floating-point numbers, SCIP. */
  MILP;

  /** Whether it decides about the deployed network's binary32 numbers as well as about reals. */
  public boolean knowsFloat32() {
    return isBranching();
  }

  /** Whether it is branch and bound, whose search can be divided. */
  public boolean isBranching() {
    return this == AUTO || this == INPUTS || this == ACTIVATIONS;
  }
}
