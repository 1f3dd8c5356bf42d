package org.plumbline.verifier.bounds;

import org.plumbline.certificates.proof.SplitTree;

/** Hears by which tree of splits the bound of a neuron was found. Called from several threads. */
@FunctionalInterface
public interface TreeListener {
  /**
   * @param isNegated whether the bound is one of the neuron's negation
   * @param slopes of all leaves
   * @param row of the slopes
   * @param tree whose positions are places in the space
   * @param space of the neuron
   */
  void found(
      int layer,
      int neuron,
      boolean isNegated,
      SlopeListener.RowSlopes slopes,
      int row,
      SplitTree tree,
      GeneratorSpace space);
}
