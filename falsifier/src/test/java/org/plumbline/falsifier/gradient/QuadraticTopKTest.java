package org.plumbline.falsifier.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.Classifiers;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.ImageAttackContractTest;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;

class QuadraticTopKTest extends ImageAttackContractTest {
  @Override
  protected ImageAttack attack(Network network, int threads) {
    return new QuadraticTopK(new WhiteBox(network, JavaGemm::new, threads), 5, 40);
  }

  @Override
  protected int leastFound() {
    return 6;
  }

  /**
   * Scores y = W·x of 30 values: the nearest image with an order of three of six classes is the
   * nearest point of half-spaces of images, which a quadratic program gives exactly.
   */
  @Test
  void comesNearTheNearestImageOfALinearClassifier() {
    int n = 30;
    int classes = 6;
    ImageDomain domain = new ImageDomain(1, 5, 6, -10, 10);
    for (long seed = 0; seed < 5; seed++) {
      double[] w = Classifiers.normal(n * classes, seed);
      NetworkBuilder builder = new NetworkBuilder(1, n);
      builder.add(new AffineLayer(0, new DenseMap(classes, n, w)));
      Network network = builder.build();
      BlackBox box = Classifiers.scores(network, 1);
      double[] image = Classifiers.normal(n, seed + 50);
      List<Integer> order = List.of(4, 1, 5);
      AttackResult result =
          AttackResult.of(
              QuadraticTopK.of(new WhiteBox(network, JavaGemm::new, 1)),
              Classifiers.question(box, domain, image, Distance.L2, 1000),
              order,
              seed);
      double[] y = box.scores(1, result.adversarial().orElseThrow().image());
      assertThat(y[4]).as("seed %d", seed).isGreaterThan(y[1]);
      assertThat(y[1]).as("seed %d", seed).isGreaterThan(y[5]);
      assertThat(y[5]).isGreaterThan(Math.max(Math.max(y[0], y[2]), y[3]));
      double nearest = Distance.L2.between(image, ordered(w, n).nearestTo(image), domain);
      assertThat(result.adversarial().orElseThrow().distance())
          .as("seed %d", seed)
          .isBetween(nearest * (1 - 1e-9), nearest * 1.15);
    }
  }

  /** 4 before 1 before 5 before 0, 2 and 3. */
  private static HalfSpaces ordered(double[] w, int n) {
    int[][] pairs = {{4, 1}, {1, 5}, {5, 0}, {5, 2}, {5, 3}};
    double[][] rows = new double[pairs.length][n];
    for (int p = 0; p < pairs.length; p++) {
      for (int i = 0; i < n; i++) {
        rows[p][i] = w[pairs[p][0] * n + i] - w[pairs[p][1] * n + i];
      }
    }
    return new HalfSpaces(rows, new double[pairs.length]);
  }

  /** All orders of three classes out of four, on a classifier with a hidden layer. */
  @Test
  void reachesEveryOrder() {
    Network network = Classifiers.relu(IMAGES.values(), 40, 4, 3);
    BlackBox box = Classifiers.scores(network, 1);
    double[] image = new double[IMAGES.values()];
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < 4; b++) {
        for (int c = 0; c < 4; c++) {
          if (a != b && b != c && a != c) {
            List<Integer> order = List.of(a, b, c);
            AttackResult result =
                AttackResult.of(
                    attack(network, 1),
                    Classifiers.question(box, IMAGES, image, Distance.L2, 1000),
                    order,
                    1);
            double[] y = box.scores(1, result.adversarial().orElseThrow().image());
            assertThat(y[a] > y[b] && y[b] > y[c] && y[c] > y[6 - a - b - c])
                .as("order %s of %s", order, y)
                .isTrue();
          }
        }
      }
    }
  }
}
