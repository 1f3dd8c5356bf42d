package org.plumbline.verifier.layerwise;

import org.plumbline.specs.query.Counterexample;

/**
 * An input that loses the class, and how it compares with the one it is made from.
 *
 * @param origin how it was found
 * @param layer whose manipulation it realises; 0 for one found between points
 * @param label its class, the first one of greatest output
 * @param confidence the probability that the network gives this class
 * @param confidenceInOriginal the probability that it gives the class that is lost
 */
public record Adversarial(
    Counterexample counterexample,
    Origin origin,
    int layer,
    Distances distances,
    int label,
    double confidence,
    double confidenceInOriginal) {
  /** Where in the region it lies. */
  public enum Origin {
    /** It is a point of the grid, or realises one of a later layer. */
    GRID,
    /** Inside a cell whose corners may all keep the class. */
    BETWEEN_POINTS
  }
}
