package org.plumbline.verifier.branching;

/**
 * The neuron splits on the way from the root to a subproblem, last one first; shared by all
 * subproblems below.
 *
 * @param before the splits above, or null
 * @param layer of the neuron, whose value an activation reads
 * @param isAbove whether {@code neuron ≥ point} holds, else {@code neuron ≤ point}
 * @param count number of splits, this one included
 */
record Splits(Splits before, int layer, int neuron, double point, boolean isAbove, int count) {
  static Splits after(Splits before, int layer, int neuron, double point, boolean isAbove) {
    return new Splits(before, layer, neuron, point, isAbove, count(before) + 1);
  }

  static int count(Splits splits) {
    return splits == null ? 0 : splits.count();
  }
}
