package org.plumbline.falsifier.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.Classifiers;
import org.plumbline.falsifier.trial.Trial;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;

class LevelSetTraversalTest {
  private static final ImageDomain IMAGES = new ImageDomain(1, 5, 5, -10, 10);

  private static Trial trial(Network network, double[] target, int held) {
    BlackBox box = Classifiers.scores(network, 1);
    return Classifiers.question(box, IMAGES, target, Distance.L2, 5000).open(List.of(held));
  }

  /**
   * The lead is w·x: the image nearest to a target on the source's level is the target's foot on
   * the plane w·x = w·source.
   */
  @Test
  void endsAtTheFootOfTheTargetWhereLevelsArePlanes() {
    for (long seed = 0; seed < 5; seed++) {
      double[] w = Classifiers.normal(25, seed);
      double square = Arrays.stream(w).map(v -> v * v).sum();
      double[] source = Arrays.stream(w).map(v -> v / square * 3).toArray();
      double[] target = Classifiers.normal(25, seed + 9);
      double along = dot(w, target) / square;
      for (int i = 0; i < 25; i++) {
        target[i] -= (along + 1 / square) * w[i];
      }
      Network network = Classifiers.linear(w, 0);
      LevelSetTraversal.Walk walk =
          LevelSetTraversal.from(new WhiteBox(network, JavaGemm::new, 1), source)
              .walk(trial(network, target, 0))
              .orElseThrow();
      assertThat(walk.sourceLead()).as("seed %d", seed).isCloseTo(3, within(1e-9));
      assertThat(walk.lead()).as("seed %d", seed).isCloseTo(3, within(1e-6));
      assertThat(Distance.L2.between(target, walk.image(), IMAGES))
          .as("seed %d", seed)
          .isCloseTo(4 / Math.sqrt(square), within(1e-3));
    }
  }

  /**
   * On classifiers with a hidden layer: of the source's class, as sure of it as of the source, and
   * far nearer to the target than the source is.
   */
  @Test
  void staysOnTheLevelOfRandomClassifiers() {
    for (long seed = 0; seed < 5; seed++) {
      Network network = Classifiers.relu(25, 40, 3, seed);
      BlackBox box = Classifiers.scores(network, 1);
      double[] target = Classifiers.normal(25, seed + 9);
      int label = BlackBox.winner(box.scores(1, target), 0, 3);
      double[] source = target;
      for (long draw = 1; BlackBox.winner(box.scores(1, source), 0, 3) == label; draw++) {
        source = Classifiers.normal(25, 1000 * draw + seed);
      }
      int held = BlackBox.winner(box.scores(1, source), 0, 3);
      Trial trial = trial(network, target, held);
      LevelSetTraversal.Walk walk =
          LevelSetTraversal.from(new WhiteBox(network, JavaGemm::new, 1), source)
              .walk(trial)
              .orElseThrow();
      assertThat(BlackBox.winner(box.scores(1, walk.image()), 0, 3)).isEqualTo(held);
      assertThat(walk.lead())
          .as("seed %d", seed)
          .isBetween(0.9 * walk.sourceLead(), 1.1 * walk.sourceLead());
      assertThat(Distance.L2.between(target, walk.image(), IMAGES))
          .as("seed %d", seed)
          .isLessThan(0.6 * Distance.L2.between(target, source, IMAGES));
      assertThat(trial.best()).isPresent();
    }
  }

  @Test
  void aSourceOfAnotherClassLeadsNowhere() {
    double[] w = Classifiers.normal(25, 1);
    double[] target = Arrays.stream(w).map(v -> -v / 10).toArray();
    Network network = Classifiers.linear(w, 0);
    WhiteBox box = new WhiteBox(network, JavaGemm::new, 1);
    assertThat(LevelSetTraversal.from(box, target).walk(trial(network, target, 0))).isEmpty();
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }
}
