package org.plumbline.verifier.contract;

import java.util.List;

/**
 * For which inputs of its box the bounds of a subproblem's neurons are claimed, and what is claimed
 * of the property there. Neurons are those of the network that the bounds are of.
 *
 * @param splits that an input satisfies if the claim is about it
 * @param rows of the open polyhedra; empty before they were bounded
 * @param isOfUnsafeInputs whether the claim is only about inputs that keep every row at most at its
 *     limit
 */
public record NodeClaim(List<Split> splits, List<Row> rows, boolean isOfUnsafeInputs) {
  /** A neuron is at least, or at most, a point. */
  public record Split(int layer, int neuron, double point, boolean isAbove) {}

  /**
   * {@code outputs·y + inputs·x ≥ form·x + constant}, and at least {@code lower}.
   *
   * @param inputs or null for none
   * @param limit that an unsafe input does not exceed
   * @param constant NaN or −∞ claims nothing, and so it is with {@code lower}
   */
  public record Row(
      double[] outputs,
      double[] inputs,
      double limit,
      double[] form,
      double constant,
      double lower) {}
}
