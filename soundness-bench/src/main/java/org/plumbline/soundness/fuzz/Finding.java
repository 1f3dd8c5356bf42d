package org.plumbline.soundness.fuzz;

import org.plumbline.soundness.fuzz.graph.Case;

/**
 * A complaint, and the smallest case that was found to show it.
 *
 * @param seed of the model that it was found with
 */
public record Finding(long seed, Complaint complaint, Case smallest) {
  @Override
  public String toString() {
    return "seed " + seed + ": " + complaint + "\n" + smallest;
  }
}
