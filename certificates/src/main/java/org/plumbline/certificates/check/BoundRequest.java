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
 * @param slopes below open ReLU neurons, or null for those that the checker guesses
 * @param multipliers of the splits above, or null
 */
record BoundRequest(
    int[] layer, int[] neuron, double[] coefficient, Slopes slopes, SplitTerm[] multipliers) {

  static BoundRequest ofNeuron(
      int layer, int neuron, double sign, Slopes slopes, SplitTerm[] multipliers) {
    return new BoundRequest(
        new int[] {layer}, new int[] {neuron}, new double[] {sign}, slopes, multipliers);
  }

  BoundRequest with(Slopes chosen, SplitTerm[] terms) {
    return new BoundRequest(layer, neuron, coefficient, chosen, terms);
  }

  /** Whether nothing in it was chosen by the certificate. */
  boolean hasGuessesOnly() {
    return slopes == null && multipliers == null;
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
