package org.plumbline.falsifier.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.Classifiers;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.ImageAttackContractTest;
import org.plumbline.network.model.Network;

class CurvatureAttackTest {
  private static final int INPUTS = 49;

  @Nested
  class Semicircle extends DecisionContract {
    @Override
    protected ImageAttack attack(Network network, int threads) {
      return CurvatureAttack.of(ArcPath.SEMICIRCLE);
    }
  }

  @Nested
  class Halving extends DecisionContract {
    @Override
    protected ImageAttack attack(Network network, int threads) {
      return CurvatureAttack.of(ArcPath.HALVING);
    }
  }

  abstract static class DecisionContract extends ImageAttackContractTest {
    @Override
    protected int leastFound() {
      return 6;
    }

    @Override
    protected boolean isContentWithLabels() {
      return true;
    }
  }

  private static AttackResult onPlane(CurvatureAttack attack, double[] w, double bias, long seed) {
    BlackBox box = Classifiers.labels(Classifiers.scores(Classifiers.linear(w, bias), 1));
    ImageDomain domain = new ImageDomain(1, 7, 7, -10, 10);
    return AttackResult.of(
        attack,
        Classifiers.question(box, domain, new double[INPUTS], Distance.L2, 6000),
        List.of(1),
        seed);
  }

  /** The plane w·x + b = 0 is at the distance b/‖w‖ from 0. */
  @ParameterizedTest
  @EnumSource
  void comesNearTheNearestPointOfAPlane(ArcPath path) {
    for (long seed = 0; seed < 4; seed++) {
      double[] w = Classifiers.normal(INPUTS, seed);
      double nearest = 10 / Math.sqrt(Arrays.stream(w).map(v -> v * v).sum());
      AttackResult result = onPlane(CurvatureAttack.of(path), w, 10, seed);
      assertThat(result.adversarial().orElseThrow().distance())
          .as("seed %d", seed)
          .isBetween(nearest, 1.05 * nearest);
    }
  }

  /**
   * Weights that are a cosine of low frequency, as pictures have them: noise of low frequencies
   * finds the normal with fewer queries than plain noise.
   */
  @ParameterizedTest
  @EnumSource
  void lowFrequenciesHelpWhereTheNormalHasThem(ArcPath path) {
    double[] w = new double[INPUTS];
    for (int i = 0; i < INPUTS; i++) {
      w[i] = Math.cos(Math.PI * (2 * (i / 7) + 1) / 14);
    }
    double plain = 0;
    double low = 0;
    for (long seed = 0; seed < 4; seed++) {
      CurvatureAttack attack = new CurvatureAttack(path, List.of(), 8, 1);
      plain += onPlane(attack, w, 5, seed).adversarial().orElseThrow().distance();
      attack = new CurvatureAttack(path, List.of(), 8, 3);
      low += onPlane(attack, w, 5, seed).adversarial().orElseThrow().distance();
    }
    assertThat(low).isLessThan(0.97 * plain);
  }

  /**
   * The goal is the ball of radius 1 about (2, 2): from an image in it the attack gets to the point
   * of the ball nearest to 0, at 2√2 − 1.
   */
  @ParameterizedTest
  @EnumSource
  void startsFromAGivenImageAndFollowsACurvedBoundary(ArcPath path) {
    BlackBox plane = Classifiers.scores(Classifiers.linear(new double[2], 1), 1);
    BlackBox ball =
        Classifiers.answering(
            plane,
            BlackBox.Knowledge.LABELS,
            (rows, x) -> {
              double[] labels = new double[2 * rows];
              for (int r = 0; r < rows; r++) {
                boolean inside = Math.hypot(x[2 * r] - 2, x[2 * r + 1] - 2) < 1;
                labels[2 * r + (inside ? 1 : 0)] = 1;
              }
              return labels;
            });
    AttackResult result =
        AttackResult.of(
            new CurvatureAttack(path, List.of(new double[] {2.9, 2}), Integer.MAX_VALUE, 1),
            Classifiers.question(
                ball, new ImageDomain(1, 1, 2, -3, 3), new double[2], Distance.L2, 3000),
            List.of(1),
            7);
    double nearest = 2 * Math.sqrt(2) - 1;
    assertThat(result.adversarial().orElseThrow().distance()).isBetween(nearest, 1.02 * nearest);
  }
}
