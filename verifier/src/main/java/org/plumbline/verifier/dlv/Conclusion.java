package org.plumbline.verifier.dlv;

import java.math.BigInteger;
import org.plumbline.verifier.contract.Assurance;
import org.plumbline.verifier.contract.Verdict.Cause;

/**
 * The answer of a layer-by-layer verification. That a grid keeps its class says nothing about what
 * lies between its points, and is never taken for a proof of the region.
 */
public sealed interface Conclusion {
  /**
   * Every input of the region keeps the class.
   *
   * @param layer whose region gave the proof; 0 where it speaks of the inputs themselves
   */
  record Proved(Assurance assurance, int layer) implements Conclusion {}

  /**
   * Every point of the grid of manipulations keeps the class; or, at a layer behind the input, no
   * input of the region comes near to it.
   *
   * @param points of the grid
   */
  record ProvedOnGrid(int layer, BigInteger points) implements Conclusion {}

  /** A replayed input of the region loses the class. */
  record Violated(Adversarial adversarial) implements Conclusion {}

  /** None of these. */
  record Undecided(Cause cause, String reason) implements Conclusion {}
}
