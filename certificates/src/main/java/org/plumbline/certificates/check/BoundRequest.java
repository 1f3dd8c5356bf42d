package org.plumbline.certificates.check;

import org.plumbline.certificates.proof.Slopes;
import org.plumbline.specs.query.Premise;

/**
 * A linear function of neurons that is to be bounded from below: the value of {@code Σ coefficients
 * · neurons}, with multipliers β ≥ 0 on constraints that hold in the node.
 *
 * @param layer of each term
 * @param neuron of each term
 * @param coefficient of each term
 * @param slopes that a certificate chose, or null for those that the checker guesses
 * @param multipliers of the splits above, or null
 * @param phases splits at 0 of what ReLUs read, where the function is bounded: a ReLU equals its
 *     line there, whatever the bounds of the node leave open
 */
record BoundRequest(
    int[] layer,
    int[] neuron,
    double[] coefficient,
    Slopes slopes,
    SplitTerm[] multipliers,
    SplitTerm[] phases) {
  private static final SplitTerm[] NONE = {};

  /** Over the whole node. */
  BoundRequest(
      int[] layer, int[] neuron, double[] coefficient, Slopes slopes, SplitTerm[] multipliers) {
    this(layer, neuron, coefficient, slopes, multipliers, NONE);
  }

  static BoundRequest ofNeuron(
      int layer, int neuron, double sign, Slopes slopes, SplitTerm[] multipliers) {
    return new BoundRequest(
        new int[] {layer}, new int[] {neuron}, new double[] {sign}, slopes, multipliers);
  }

  /** Where neurons lie on one side of 0 each. */
  BoundRequest within(SplitTerm[] splits) {
    return new BoundRequest(layer, neuron, coefficient, slopes, splits, splits);
  }

  BoundRequest with(Slopes chosen, SplitTerm[] terms) {
    return new BoundRequest(layer, neuron, coefficient, chosen, terms);
  }

  /** Whether nothing in it was chosen by the certificate. */
  boolean hasGuessesOnly() {
    return slopes == null && multipliers == null && phases.length == 0;
  }

  /**
   * What a split above the node, or a literal of the premise, adds: {@code sign·β·(neuron − point)
   * ≤ 0} in the node, so that the bound of the sum is one of the function itself.
   *
   * @param sign 1 where the neuron is at most the point, −1 where it is at least
   */
  record SplitTerm(int layer, int neuron, double point, int sign, double beta) {
    static SplitTerm of(Premise.Literal literal, double beta) {
      int sign = literal.isActive() ? -1 : 1;
      return new SplitTerm(literal.layer(), literal.neuron(), 0, sign, beta);
    }
  }
}
