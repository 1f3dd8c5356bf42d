package org.plumbline.falsifier.score;

import static org.assertj.core.api.Assertions.assertThat;

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

class SquareAttackTest {
  private static final int INPUTS = 64;
  private static final ImageDomain SQUARE = new ImageDomain(1, 8, 8, -10, 10);

  @Nested
  class Flat extends ImageAttackContractTest {
    @Override
    protected ImageAttack attack(Network network, int threads) {
      return SquareAttack.of(new Ball(Distance.LINF, 0.5), 2000);
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

  @Nested
  class Energy extends ImageAttackContractTest {
    @Override
    protected ImageAttack attack(Network network, int threads) {
      return SquareAttack.of(new Ball(Distance.L2, 3), 2000);
    }

    @Override
    protected int leastFound() {
      return 6;
    }
  }

  /**
   * The plane between the classes is at the distance b/‖w‖ in L2 and b/‖w‖₁ in L∞ from 0: inside
   * balls somewhat larger the attack gets there, and no image it finds is outside.
   */
  @Test
  void staysInBallsThatReachBeyondThePlane() {
    for (long seed = 0; seed < 4; seed++) {
      double[] w = Classifiers.normal(INPUTS, seed);
      double sum = 0;
      double squares = 0;
      for (double weight : w) {
        sum += Math.abs(weight);
        squares += weight * weight;
      }
      reaches(w, new Ball(Distance.LINF, 1.2 * 5 / sum), true, seed);
      reaches(w, new Ball(Distance.LINF, 0.99 * 5 / sum), false, seed);
      reaches(w, new Ball(Distance.L2, 2 * 5 / Math.sqrt(squares)), true, seed);
      reaches(w, new Ball(Distance.L2, 0.99 * 5 / Math.sqrt(squares)), false, seed);
    }
  }

  private static void reaches(double[] w, Ball ball, boolean expected, long seed) {
    BlackBox box = Classifiers.scores(Classifiers.linear(w, 5), 1);
    AttackResult result =
        AttackResult.of(
            SquareAttack.of(ball, 5000),
            Classifiers.question(box, SQUARE, new double[INPUTS], ball.norm(), 6000),
            List.of(),
            seed);
    assertThat(result.adversarial().isPresent()).as("seed %d, %s", seed, ball).isEqualTo(expected);
    result
        .adversarial()
        .ifPresent(
            found -> assertThat(found.distance()).isLessThanOrEqualTo(ball.radius() * (1 + 1e-12)));
  }
}
