package org.plumbline.falsifier.contract;

/**
 * Decides whether a candidate is a counterexample. Searches compute in double and may be wrong by a
 * rounding error; they return only what was confirmed.
 */
@FunctionalInterface
public interface Confirmation {
  /**
   * @param input one value per network input; not to be kept or changed
   */
  boolean confirms(double[] input);
}
