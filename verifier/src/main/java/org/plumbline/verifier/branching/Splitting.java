package org.plumbline.verifier.branching;

/** What a branch and bound halves. */
public enum Splitting {
  /** Inputs where few of them vary, activations elsewhere. */
  AUTOMATIC,
  INPUTS,
  ACTIVATIONS
}
