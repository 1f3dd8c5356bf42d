package org.plumbline.verifier.branching.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.certificates.check.CheckResult;
import org.plumbline.certificates.proof.Step;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.Origin;
import org.plumbline.specs.property.Case;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.branching.root.RootBounds;
import org.plumbline.verifier.branching.root.RootReduction;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.branching.space.KnownTrees;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.UnsafeSet;
import org.plumbline.verifier.branching.space.UnsafeSets;
import org.plumbline.verifier.proof.RootRows;
import org.plumbline.verifier.samples.BelowSamples;
import org.plumbline.verifier.samples.OutputBound;
import org.plumbline.verifier.samples.SmallNetworks;

/** Trees that were grown for one box bound neurons on another one. */
class InheritedTreesTest {
  /** Trees that are grown fast, and large enough to be inherited. */
  private static final NeuronTrees.Size MIDDLE = new NeuronTrees.Size(32, 32, 16, 20);

  private static final int TRIALS = 20;
  private static final int POINTS = 300;

  /** Splits nothing by itself: what is narrower comes from trees that are there. */
  private static final NeuronTrees.Size NO_GROWTH = new NeuronTrees.Size(32, 32, 0, 20);

  /** The bounds of a network that was reduced to its open neurons, as searches have it. */
  private record Found(Query query, Box box, BatchBounds bounds, RootRows rows, List<Step> steps) {
    static Found of(Query query, NeuronTrees.Size size, KnownTrees known) {
      UnsafeSet set = UnsafeSets.of(query.property()).get(0);
      int[] varying = new SearchSpace(List.of(set), Premise.NONE).varying();
      RootRows rows = RootRows.of(query.network());
      known.begin(query.network());
      try (Parallel parallel = new Parallel(1)) {
        RootBounds root = new RootBounds(query.network(), Premise.NONE, JavaGemm::new, parallel);
        BatchBounds bounds = root.of(set, varying, rows, Budget.unlimited());
        List<Step> steps = new ArrayList<>(root.derivation());
        RootRows own = rows;
        var reduced =
            new RootReduction(new ErrorCharges(bounds), JavaGemm::new, parallel).ifCheaper(bounds);
        if (reduced.isPresent()) {
          bounds = reduced.get().bounds();
          own = rows.within(reduced.get().origin());
        }
        new NeuronTrees(
                bounds, size, known, varying, new ErrorCharges(bounds), JavaGemm::new, parallel)
            .refine(own, Budget.unlimited());
        steps.addAll(rows.steps());
        return new Found(query, set.box(), bounds, own, steps);
      }
    }

    double width() {
      return bounds.upper(bounds.network().outputIndex())[0]
          - bounds.lower(bounds.network().outputIndex())[0];
    }

    /** Samples of the network that was asked about, compared with the output's bounds. */
    void assertHolds(int trial) {
      Random random = RandomNetworks.random(trial);
      ForwardPass forward = new ForwardPass(query.network(), new JavaGemm());
      ForwardPass made = new ForwardPass(bounds.network(), new JavaGemm());
      for (int p = 0; p < POINTS; p++) {
        double[] x = RandomNetworks.point(random, box);
        assertThat(forward.outputs(1, x)[0])
            .as("trial %d", trial)
            .isBetween(OutputBound.lower(bounds) - 1e-9, Double.POSITIVE_INFINITY);
        double[][] values = made.trace(1, x);
        for (int k = 1; k < values.length; k++) {
          for (int i = 0; i < bounds.network().layer(k).size(); i++) {
            assertThat(values[k][i])
                .as("trial %d, neuron %d of layer %d", trial, i, k)
                .isBetween(bounds.lower(k)[i] - 1e-9, bounds.upper(k)[i] + 1e-9);
          }
        }
      }
    }

    void assertIsChecked(int trial) {
      double limit = OutputBound.lower(bounds) - 1e-7;
      assertThat(OutputBound.check(query, rows, steps, limit))
          .as("trial %d", trial)
          .isInstanceOf(CheckResult.Accepted.class);
    }
  }

  /** The same question in a box about the same middle. */
  private static Query scaled(Query query, double factor) {
    DecimalBox box = query.property().cases().get(0).inputs();
    BigDecimal[] low = new BigDecimal[box.lower().length];
    BigDecimal[] high = new BigDecimal[low.length];
    BigDecimal half = new BigDecimal("0.5");
    for (int i = 0; i < low.length; i++) {
      BigDecimal middle = box.lower()[i].add(box.upper()[i]).multiply(half);
      BigDecimal radius = box.upper()[i].subtract(middle).multiply(new BigDecimal(factor));
      low[i] = middle.subtract(radius);
      high[i] = middle.add(radius);
    }
    Case scaled = new Case(new DecimalBox(low, high), query.property().cases().get(0).unsafe());
    return Query.of(query.network(), new Property(query.network().inputSize(), 1, List.of(scaled)));
  }

  private static Query query(int trial) {
    Random random = RandomNetworks.random(trial);
    return BelowSamples.query(SmallNetworks.relu(random, 4, 10, 10, 10, 1), random);
  }

  private static boolean hasTree(Step step) {
    return step instanceof Step.Derive derive
        && derive.rows().stream().anyMatch(row -> row.tree().isPresent());
  }

  /**
   * In wider boxes neurons open that no tree knows; in narrower ones some that trees split close.
   */
  @Test
  void theyBoundNeuronsInOtherBoxesAndACheckerAgrees() {
    int narrower = 0;
    int used = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      Query query = query(trial);
      for (double factor : new double[] {0.5, 0.9, 1.1, 1.5}) {
        Query other = scaled(query, factor);
        KnownTrees known = new KnownTrees();
        Found.of(query, MIDDLE, known);
        Found alone = Found.of(other, NO_GROWTH, new KnownTrees());
        assertThat(alone.steps()).noneMatch(InheritedTreesTest::hasTree);
        known.begin(query.network());
        Found inherited = Found.of(other, NO_GROWTH, known);
        inherited.assertHolds(trial);
        inherited.assertIsChecked(trial);
        used += inherited.steps().stream().anyMatch(InheritedTreesTest::hasTree) ? 1 : 0;
        narrower += inherited.width() < 0.95 * alone.width() ? 1 : 0;
      }
    }
    assertThat(used).isGreaterThan(TRIALS);
    assertThat(narrower).isGreaterThan(TRIALS);
  }

  @Test
  void anotherNetworkInheritsNothing() {
    KnownTrees known = new KnownTrees();
    Network network = query(0).network();
    known.begin(network);
    assertThat(known.isFollowing()).isFalse();
    known.keep(
        new KnownTrees.Bound(3, 0, false),
        new KnownTrees.Tree(new int[] {2, -1, -1}, new int[] {0, -1, -1}, new float[2]));
    known.begin(network);
    assertThat(known.isFollowing()).isTrue();
    assertThat(known.isEmpty()).isFalse();
    assertThat(known.leaves()).isEqualTo(2);
    known.begin(query(1).network());
    assertThat(known.isFollowing()).isFalse();
    assertThat(known.isEmpty()).isTrue();
  }

  /** Small trees are chosen with few tries, and not worth going on with. */
  @Test
  void smallTreesAreNotKept() {
    int kept = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      KnownTrees known = new KnownTrees();
      Found.of(query(trial), NeuronTrees.SMALL, known);
      assertThat(known.isEmpty()).isTrue();
      Found.of(query(trial), MIDDLE, known);
      kept += known.isEmpty() ? 0 : 1;
    }
    assertThat(kept).isGreaterThan(TRIALS / 4);
  }

  /** Of a tree of three neurons the middle one is no place: the child with more leaves is left. */
  @Test
  void whatIsClosedIsLeftOut() {
    Network network = SmallNetworks.relu(new Random(1), 2, 4, 1);
    KnownTrees known = new KnownTrees();
    known.begin(network);
    int relu = 2;
    known.keep(
        new KnownTrees.Bound(3, 0, false),
        new KnownTrees.Tree(
            new int[] {relu, -1, relu, -1, relu, -1, -1},
            new int[] {0, -1, 1, -1, 2, -1, -1},
            new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}));
    InheritedTrees trees = new InheritedTrees(known, network, Origin.identity(network.depth()));
    assertThat(trees.split(3, 0, false)).hasSize(3);
    assertThat(InheritedTrees.isIn(trees.split(3, 0, false), relu, 1)).isTrue();
    assertThat(InheritedTrees.isIn(trees.split(3, 0, false), relu, 3)).isFalse();
    var all = trees.in(PricingSpaces.withPlaces(relu, 0, 1, 2), 3, 0, false);
    assertThat(all.nodes()).containsExactly(0, -1, 1, -1, 2, -1, -1);
    assertThat(all.multipliers()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    var some = trees.in(PricingSpaces.withPlaces(relu, 0, 2), 3, 0, false);
    assertThat(some.nodes()).containsExactly(0, -1, 1, -1, -1);
    assertThat(some.multipliers()).containsExactly(1, 4, 6, 7, 9);
    var none = trees.in(PricingSpaces.withPlaces(relu, 0, 2), 3, 0, true);
    assertThat(none.nodes()).containsExactly(-1);
    assertThat(Arrays.stream(all.nodes()).filter(node -> node < 0).count()).isEqualTo(4);
  }
}
