package org.plumbline.verifier.branching.root;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.check.CertificateChecker;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Certificate.CaseProof;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.certificates.proof.ProofNode;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.UnsafeSet;
import org.plumbline.verifier.branching.space.UnsafeSets;
import org.plumbline.verifier.proof.RootRows;
import org.plumbline.verifier.samples.BelowSamples;
import org.plumbline.verifier.samples.OutputBound;
import org.plumbline.verifier.samples.SmallNetworks;

/** Bounds of the neurons that a property gains by are bounds, and a checker gets them as well. */
class RootBoundsTest {
  private static final int TRIALS = 40;
  private static final int POINTS = 100;

  /** Bounds of a small question for whose network nothing is taken to be cheap. */
  private record Found(
      Query query, UnsafeSet set, BatchBounds bounds, int left, List<Step> steps, RootRows rows) {
    static Found of(int trial, long millis) {
      Random random = RandomNetworks.random(trial);
      Query query = BelowSamples.query(SmallNetworks.relu(random, 6, 12, 12, 12, 1), random);
      Network network = query.network();
      List<UnsafeSet> sets = UnsafeSets.of(query.property());
      int[] varying = new SearchSpace(sets, Premise.NONE).varying();
      RootRows rows = RootRows.of(network);
      try (Parallel parallel = new Parallel(1)) {
        RootBounds root = new RootBounds(network, Premise.NONE, JavaGemm::new, parallel, 0, 4096);
        BatchBounds bounds = root.forObjective(sets.get(0), varying, rows, Budget.ofMillis(millis));
        List<Step> steps = new ArrayList<>(root.derivation());
        steps.addAll(rows.steps());
        return new Found(query, sets.get(0), bounds, root.left(), steps, rows);
      }
    }

    /** By how much a lower bound of the output is above the row's limit. */
    double margin() {
      return OutputBound.lower(bounds) - set.limit()[0];
    }
  }

  @Test
  void someNeuronsAreLeftAndAllBoundsHold() {
    int left = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Found found = Found.of(trial, 60_000);
      left += found.left();
      Box box = found.set().box();
      Network network = found.query().network();
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
    assertThat(left).isGreaterThan(TRIALS);
  }

  @Test
  void timeLimitsChangeNothing() {
    for (int trial = 0; trial < TRIALS; trial++) {
      Found some = Found.of(trial, 60_000);
      Found more = Found.of(trial, 86_400_000);
      assertThat(more.left()).isEqualTo(some.left());
      for (int k = 0; k < some.query().network().depth(); k++) {
        assertThat(more.bounds().lower(k)).isEqualTo(some.bounds().lower(k));
        assertThat(more.bounds().upper(k)).isEqualTo(some.bounds().upper(k));
      }
    }
  }

  @Test
  void aCheckerProvesByThemWhatTheyProve() {
    int proved = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Found found = Found.of(trial, 60_000);
      if (found.margin() > 1e-9) {
        proved++;
        List<Step> steps = new ArrayList<>(found.steps());
        steps.add(new Step.ClipInputs());
        CaseProof proof = new CaseProof(found.rows().neurons(), new ProofNode.Closed(steps));
        CheckResult result =
            new CertificateChecker(1)
                .check(found.query(), List.of(proof), Semantics.REAL, Budget.unlimited());
        assertThat(result).as("trial %d", trial).isInstanceOf(CheckResult.Accepted.class);
      }
    }
    assertThat(proved).isGreaterThan(3);
  }
}
