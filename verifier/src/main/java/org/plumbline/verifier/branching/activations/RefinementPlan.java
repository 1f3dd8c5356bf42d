package org.plumbline.verifier.branching.activations;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.verifier.branching.root.RootBounds;
import org.plumbline.verifier.branching.search.SearchSetup;
import org.plumbline.verifier.branching.trees.NeuronTrees;

/** How bounds of neurons are narrowed, one time after the other, while a search goes on. */
final class RefinementPlan {
  /** A pass for every neuron that is open, where only some had one. */
  private static final int ONE_STEP = 1;

  /** Steps of optimisation for every neuron that had none: most of the gain. */
  private static final int FEW_STEPS = 4;

  /** Where there are no trees: curved activations gain most, layer upon layer. */
  private static final int MANY_STEPS = 20;

  /** Multipliers of a premise's literals take longer than slopes, and gain far more. */
  private static final int STEPS_UNDER_PREMISE = 400;

  /** One time that bounds are narrowed. */
  sealed interface Stage {}

  /**
   * Slopes of every open neuron are optimised.
   *
   * @param count of the optimisation
   */
  record Steps(int count) implements Stage {}

  /**
   * Every open neuron gets trees of splits.
   *
   * @param size of these
   */
  record Trees(NeuronTrees.Size size) implements Stage {}

  private RefinementPlan() {}

  /**
   * After a similar question with large trees, large ones at once.
   *
   * @param bounds that the search begins with
   */
  static List<Stage> of(SearchSetup setup, RootBounds bounds) {
    if (setup.space().sets() != 1) {
      return List.of();
    }
    if (!setup.space().premise().isEmpty()) {
      return List.of(new Steps(STEPS_UNDER_PREMISE));
    }
    List<Stage> stages = new ArrayList<>();
    if (bounds.isPartial()) {
      stages.add(new Steps(ONE_STEP));
    }
    if (!setup.trees().isEmpty()) {
      stages.add(new Trees(NeuronTrees.LARGE));
      return stages;
    }
    if (!bounds.isOptimised()) {
      stages.add(new Steps(FEW_STEPS));
    }
    if (setup.network().isOfRelus()) {
      stages.add(new Trees(NeuronTrees.SMALL));
      stages.add(new Trees(NeuronTrees.LARGE));
    } else {
      stages.add(new Steps(MANY_STEPS));
    }
    return stages;
  }
}
