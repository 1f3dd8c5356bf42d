package org.plumbline.verifier.dlv;

import java.util.Optional;
import org.plumbline.specs.replay.Counterexample;

/**
 * An input that loses the class, and how it compares with the one it is made from.
 *
 * @param layer whose manipulation it realises; 0 for one found between points
 * @param hidden the manipulation that it refutes the minimality of, if it is no point of the grid
 * @param label its class, the first one of greatest output
 * @param confidence the probability that the network gives this class
 * @param confidenceInOriginal the probability that it gives the class that is lost
 */
public record Adversarial(
    Counterexample counterexample,
    int layer,
    Optional<Step> hidden,
    Distances distances,
    int label,
    double confidence,
    double confidenceInOriginal) {

  /**
   * A manipulation of a rung in whose rectangle the class changes.
   *
   * @param from values of the manipulated dimensions, in their order
   * @param to where the manipulation leads
   */
  public record Step(double[] from, double[] to) {}
}
