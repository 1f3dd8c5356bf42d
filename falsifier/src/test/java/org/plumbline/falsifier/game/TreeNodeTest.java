package org.plumbline.falsifier.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.plumbline.falsifier.feature.GridFeatures;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;

class TreeNodeTest {
  private static final TreeOptions OPEN = new TreeOptions(Math.sqrt(2), 100, 1, 0, -1);

  private final TreeBounds bounds = bounds();

  private static TreeBounds bounds() {
    ImageDomain domain = new ImageDomain(1, 2, 2, 0, 1);
    Rules rules = new Rules(1, Channels.TOGETHER, Distance.L0, 4, Players.ADVERSARIAL);
    double[] image = new double[4];
    FeatureGame game =
        new FeatureGame(image, domain, new GridFeatures(2, 2).features(image, domain), rules);
    return new TreeBounds(game, new JudgedStates(game, states -> new double[states.size()]));
  }

  /**
   * After 10 tries of mean ½, 4 of mean ¾ and 2 of mean ¼, N = 16: the bounds are ½ + √(2 ln 16 /
   * 10) = 1.245, ¾ + √(2 ln 16 / 4) = 1.927 and ¼ + √(2 ln 16 / 2) = 1.915. One more try of the
   * second makes it 1.815.
   */
  @Test
  void selectsByUpperConfidenceBound() {
    TreeNode node = TreeNode.picking(State.start(), Players.ADVERSARIAL);
    node.expand(new int[] {0, 1, 2});
    for (int k = 0; k < 10; k++) {
      node.tried(0, 0.5);
    }
    for (int k = 0; k < 4; k++) {
      node.tried(1, 0.75);
    }
    node.tried(2, 0.25);
    node.tried(2, 0.25);
    assertThat(node.select(bounds, OPEN, new SplittableRandom(1))).isEqualTo(1);
    node.tried(1, 0.75);
    assertThat(node.select(bounds, OPEN, new SplittableRandom(1))).isEqualTo(2);
  }

  @Test
  void triesWhatWasNotTriedOnceItIsAdmitted() {
    TreeNode node = TreeNode.picking(State.start(), Players.ADVERSARIAL);
    node.expand(new int[] {0, 1, 2, 3});
    TreeOptions slow = new TreeOptions(Math.sqrt(2), 1, 0.5, 0, -1);
    int[] tries = new int[4];
    for (int k = 0; k < 11; k++) {
      int move = node.select(bounds, slow, new SplittableRandom(1));
      tries[move]++;
      node.tried(move, 0.5);
    }
    assertThat(tries).containsExactly(4, 3, 3, 1);
  }

  /** Multi-armed bandits with means 0.3, 0.5 and 0.7: the regret of UCB1 grows with ln N. */
  @Test
  void regretIsLogarithmic() {
    for (long seed = 0; seed < 5; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      TreeNode node = TreeNode.picking(State.start(), Players.ADVERSARIAL);
      node.expand(new int[] {0, 1, 2});
      int[] tries = new int[3];
      int plays = 20_000;
      for (int k = 0; k < plays; k++) {
        int arm = node.select(bounds, OPEN, random);
        tries[arm]++;
        node.tried(arm, random.nextDouble() < 0.3 + 0.2 * arm ? 1 : 0);
      }
      double most = 8 * Math.log(plays);
      assertThat(tries[0]).as("seed %d", seed).isBetween(1, (int) (most / (0.4 * 0.4)) + 5);
      assertThat(tries[1]).as("seed %d", seed).isBetween(1, (int) (most / (0.2 * 0.2)) + 5);
    }
  }
}
