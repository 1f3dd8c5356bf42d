package org.plumbline.verifier.branching.root;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.branching.space.KnownTrees;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.UnsafeSet;
import org.plumbline.verifier.branching.space.UnsafeSets;
import org.plumbline.verifier.branching.trees.NeuronTrees;
import org.plumbline.verifier.proof.RootRows;
import org.plumbline.verifier.samples.BelowSamples;
import org.plumbline.verifier.samples.OutputBound;
import org.plumbline.verifier.samples.SmallNetworks;

/**
 * Bounds of the neurons that a property gains by, narrowed in the network that is reduced to its
 * open neurons: a checker, which has the whole network, gets them as well.
 */
class RootRefinementTest {
  private static final int TRIALS = 200;
  private static final int STEPS = 4;

  @Test
  void aCheckerGetsWhatSlopesGiveInTheReducedNetwork() {
    int reduced = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      reduced += isReduced(trial, false) ? 1 : 0;
    }
    assertThat(reduced).isGreaterThan(TRIALS / 2);
  }

  @Test
  void aCheckerGetsWhatTreesGiveInTheReducedNetwork() {
    for (int trial = 0; trial < TRIALS; trial++) {
      isReduced(trial, true);
    }
  }

  private static boolean isReduced(int trial, boolean isWithTrees) {
    Random random = RandomNetworks.random(trial);
    Query query = BelowSamples.query(SmallNetworks.relu(random, 6, 20, 20, 20, 1), random);
    Network network = query.network();
    UnsafeSet set = UnsafeSets.of(query.property()).get(0);
    int[] varying = new SearchSpace(List.of(set), Premise.NONE).varying();
    RootRows rows = RootRows.of(network);
    try (Parallel parallel = new Parallel(1)) {
      RootBounds root = new RootBounds(network, Premise.NONE, JavaGemm::new, parallel, 0, 0);
      BatchBounds bounds = root.forObjective(set, varying, rows, Budget.unlimited());
      RootReduction.Reduced reduced =
          new RootReduction(new ErrorCharges(bounds), JavaGemm::new, parallel)
              .ifCheaper(bounds)
              .orElse(null);
      if (reduced == null) {
        return false;
      }
      BatchBounds narrowed = reduced.bounds();
      ErrorCharges charges = new ErrorCharges(narrowed);
      Refinement refinement =
          isWithTrees
              ? new NeuronTrees(
                  narrowed,
                  NeuronTrees.SMALL,
                  new KnownTrees(),
                  varying,
                  charges,
                  JavaGemm::new,
                  parallel)
              : new RootRefinement(
                  narrowed, STEPS, varying, Premise.NONE, charges, JavaGemm::new, parallel);
      refinement.refine(rows.within(reduced.origin()), Budget.unlimited());
      List<Step> steps = new ArrayList<>(root.derivation());
      steps.addAll(rows.steps());
      assertThat(OutputBound.check(query, rows, steps, OutputBound.lower(narrowed) - 1e-7))
          .as("trial %d", trial)
          .isInstanceOf(CheckResult.Accepted.class);
      return true;
    }
  }
}
