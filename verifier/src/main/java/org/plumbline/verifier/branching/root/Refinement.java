package org.plumbline.verifier.branching.root;

import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.proof.RootRows;

/** Narrows the bounds that a search started from, once it turns out to be a long one. */
public interface Refinement {
  /** What it costs, in multiply-adds. */
  double products();

  /**
   * Narrows the bounds; neurons not come to when the budget ends keep what they have.
   *
   * @param rows keeps by which slopes, multipliers and trees that was done
   */
  void refine(RootRows rows, Budget budget);

  /** For people: by what, or nothing. */
  default String words() {
    return "";
  }
}
