package org.plumbline.falsifier.bayes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.image.Ball;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.Classifiers;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.ImageAttackContractTest;
import org.plumbline.network.model.Network;

class BayesianAttackTest {
  @Nested
  class Contract extends ImageAttackContractTest {
    @Override
    protected ImageAttack attack(Network network, int threads) {
      return new BayesianAttack(new Ball(Distance.LINF, 0.8), 4, 10, 120);
    }

    @Override
    protected int leastFound() {
      return 6;
    }

    @Override
    protected Distance distance() {
      return Distance.LINF;
    }
  }

  /**
   * y₀ − y₁ is linear in 16 tiles, and negative near one corner of 2¹⁶ only: where the tiles reach
   * 85 % of all they can. Chance needs thousands of queries.
   */
  @Test
  void findsARareCornerInNinetyQueries() {
    ImageDomain domain = new ImageDomain(1, 8, 8, -1, 1);
    Ball ball = new Ball(Distance.LINF, 0.5);
    for (long seed = 0; seed < 4; seed++) {
      double[] w = weightsOfTiles(seed);
      double most = 0.5 * Arrays.stream(w).map(Math::abs).sum();
      BlackBox box = Classifiers.scores(Classifiers.linear(w, 0.85 * most), 1);
      AttackResult result =
          AttackResult.of(
              new BayesianAttack(ball, 4, 10, 90),
              Classifiers.question(box, domain, new double[64], Distance.LINF, 100),
              List.of(),
              seed);
      assertThat(result.adversarial()).as("seed %d", seed).isPresent();
      assertThat(result.adversarial().orElseThrow().distance()).isLessThanOrEqualTo(0.5);
    }
  }

  private static double[] weightsOfTiles(long seed) {
    double[] tiles = Classifiers.normal(16, seed);
    double[] w = new double[64];
    for (int i = 0; i < 64; i++) {
      w[i] = tiles[i / 16 * 4 + i % 8 / 2];
    }
    return w;
  }
}
