package org.plumbline.verifier.branching.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.branching.root.Refinement;
import org.plumbline.verifier.branching.root.RootBounds;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.branching.space.KnownTrees;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.UnsafeSet;
import org.plumbline.verifier.branching.space.UnsafeSets;
import org.plumbline.verifier.proof.RootRows;
import org.plumbline.verifier.samples.BelowSamples;
import org.plumbline.verifier.samples.OutputBound;
import org.plumbline.verifier.samples.SmallNetworks;

/** Bounds that trees narrow are bounds, and a checker gets them as well. */
class NeuronTreesTest {
  /** Trees that are grown fast, and large enough to be inherited. */
  private static final NeuronTrees.Size MIDDLE = new NeuronTrees.Size(32, 32, 16, 20);

  private static final int TRIALS = 20;
  private static final int POINTS = 300;

  /** Bounds before and after, and the steps of both. */
  private record Found(
      Query query,
      UnsafeSet set,
      double[] before,
      BatchBounds bounds,
      RootRows rows,
      List<Step> derivation) {
    static Found of(int trial) {
      return of(trial, 1);
    }

    static Found of(int trial, int threads) {
      Random random = RandomNetworks.random(trial);
      Query query = BelowSamples.query(SmallNetworks.relu(random, 4, 10, 10, 10, 1), random);
      Network network = query.network();
      List<UnsafeSet> sets = UnsafeSets.of(query.property());
      int[] varying = new SearchSpace(sets, Premise.NONE).varying();
      RootRows rows = RootRows.of(network);
      try (Parallel parallel = new Parallel(threads)) {
        RootBounds root = new RootBounds(network, Premise.NONE, JavaGemm::new, parallel);
        BatchBounds bounds = root.of(sets.get(0), varying, rows, Budget.unlimited());
        double[] before = widths(bounds);
        Refinement trees =
            new NeuronTrees(
                bounds,
                trial % 2 == 0 ? MIDDLE : NeuronTrees.SMALL,
                new KnownTrees(),
                varying,
                new ErrorCharges(bounds),
                JavaGemm::new,
                parallel);
        assertThat(trees.products()).isNotNegative();
        trees.refine(rows, Budget.unlimited());
        return new Found(query, sets.get(0), before, bounds, rows, root.derivation());
      }
    }

    static double[] widths(BatchBounds bounds) {
      double[] widths = new double[bounds.network().depth()];
      for (int k = 0; k < widths.length; k++) {
        for (int i = 0; i < bounds.network().layer(k).size(); i++) {
          widths[k] += bounds.upper(k)[i] - bounds.lower(k)[i];
        }
      }
      return widths;
    }

    /** Whether the output can be this low. */
    CheckResult check(double limit, List<Step> steps) {
      List<Step> all = new ArrayList<>(derivation);
      all.addAll(steps);
      return OutputBound.check(query, rows, all, limit);
    }
  }

  @Test
  void boundsHoldAndAreNarrower() {
    int narrower = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Found found = Found.of(trial);
      Network network = found.query().network();
      double[] after = Found.widths(found.bounds());
      narrower += after[5] < 0.9 * found.before()[5] ? 1 : 0;
      Box box = found.set().box();
      Random random = RandomNetworks.random(trial);
      ForwardPass forward = new ForwardPass(network, new JavaGemm());
      for (int p = 0; p < POINTS; p++) {
        double[][] values = forward.trace(1, RandomNetworks.point(random, box));
        for (int k = 1; k < network.depth(); k++) {
          for (int i = 0; i < network.layer(k).size(); i++) {
            assertThat(values[k][i])
                .as("trial %d, neuron %d of layer %d", trial, i, k)
                .isBetween(found.bounds().lower(k)[i] - 1e-12, found.bounds().upper(k)[i] + 1e-12);
          }
        }
      }
    }
    assertThat(narrower).isGreaterThan(TRIALS / 4);
  }

  @Test
  void aCheckerGetsWithTreesWhatTheyGive() {
    int lostWithoutTrees = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Found found = Found.of(trial);
      double limit = OutputBound.lower(found.bounds()) - 1e-7;
      List<Step> steps = found.rows().steps();
      assertThat(found.check(limit, steps))
          .as("trial %d", trial)
          .isInstanceOf(CheckResult.Accepted.class);
      List<Step> plain = steps.stream().map(NeuronTreesTest::withoutTrees).toList();
      lostWithoutTrees += found.check(limit, plain) instanceof CheckResult.Accepted ? 0 : 1;
    }
    assertThat(lostWithoutTrees).isGreaterThan(TRIALS / 4);
  }

  @Test
  void threadsChangeNothing() {
    for (int trial = 0; trial < 4; trial++) {
      Found one = Found.of(trial, 1);
      Found three = Found.of(trial, 3);
      for (int k = 0; k < one.query().network().depth(); k++) {
        assertThat(three.bounds().lower(k)).isEqualTo(one.bounds().lower(k));
        assertThat(three.bounds().upper(k)).isEqualTo(one.bounds().upper(k));
      }
      assertThat(three.rows().steps()).usingRecursiveComparison().isEqualTo(one.rows().steps());
    }
  }

  private static Step withoutTrees(Step step) {
    Step.Derive derive = (Step.Derive) step;
    List<Step.NeuronRow> rows =
        derive.rows().stream()
            .map(r -> new Step.NeuronRow(r.layer(), r.neuron(), r.isNegated(), r.slopes()))
            .toList();
    return new Step.Derive(derive.passes(), rows);
  }
}
