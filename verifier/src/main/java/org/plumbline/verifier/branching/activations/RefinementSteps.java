package org.plumbline.verifier.branching.activations;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.verifier.branching.root.RootBounds;
import org.plumbline.verifier.branching.search.SearchSetup;

/** With how many steps of optimisation bounds of neurons are narrowed, one time after the other. */
final class RefinementSteps {
  /** A pass for every neuron that is open, where only some had one. */
  private static final int ONE_STEP = 1;

  /** Steps of optimisation for every neuron that had none: most of the gain. */
  private static final int FEW_STEPS = 4;

  /** Steps that pay in long searches; curved activations gain most, layer upon layer. */
  private static final int MANY_STEPS = 20;

  /** Multipliers of a premise's literals take longer than slopes, and gain far more. */
  private static final int STEPS_UNDER_PREMISE = 400;

  private RefinementSteps() {}

  /**
   * @param bounds that the search begins with
   */
  static List<Integer> of(SearchSetup setup, RootBounds bounds) {
    List<Integer> steps = new ArrayList<>();
    if (setup.space().sets() == 1 && !setup.space().premise().isEmpty()) {
      steps.add(STEPS_UNDER_PREMISE);
    } else if (setup.space().sets() == 1) {
      if (bounds.isPartial()) {
        steps.add(ONE_STEP);
      }
      if (!bounds.isOptimised()) {
        steps.add(FEW_STEPS);
      }
      steps.add(MANY_STEPS);
    }
    return steps;
  }
}
