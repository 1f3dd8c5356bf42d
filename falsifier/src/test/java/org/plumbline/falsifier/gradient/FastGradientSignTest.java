package org.plumbline.falsifier.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.image.Ball;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.Classifiers;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.ImageAttackContractTest;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;

class FastGradientSignTest extends ImageAttackContractTest {
  @Override
  protected ImageAttack attack(Network network, int threads) {
    WhiteBox box = new WhiteBox(network, JavaGemm::new, threads);
    return new FastGradientSign(box, new Ball(Distance.LINF, 0.5));
  }

  @Override
  protected int leastFound() {
    return 5;
  }

  @Override
  protected Distance distance() {
    return Distance.LINF;
  }

  /**
   * y₀ − y₁ = 2x₀ − x₁ + 0.1, at (0.2, 0.2) it is 0.3: a step of ε takes it to 0.3 − 3ε, which is
   * negative from 0.1 on.
   */
  @Test
  void theStepOnALinearClassifierIsTheWholeTruth() {
    Network network = Classifiers.linear(new double[] {2, -1}, 0.1);
    BlackBox box = Classifiers.scores(network, 1);
    ImageDomain pair = new ImageDomain(1, 1, 2, 0, 1);
    double[] original = {0.2, 0.2};
    for (double epsilon : new double[] {0.09, 0.11}) {
      AttackResult result =
          AttackResult.of(
              new FastGradientSign(
                  new WhiteBox(network, JavaGemm::new, 1), new Ball(Distance.LINF, epsilon)),
              Classifiers.question(box, pair, original, Distance.LINF, 10),
              List.of(),
              1);
      assertThat(result.queries()).isEqualTo(epsilon > 0.1 ? 3 : 2);
      assertThat(result.adversarial().isPresent()).isEqualTo(epsilon > 0.1);
      result
          .adversarial()
          .ifPresent(
              found ->
                  assertThat(found.image())
                      .containsExactly(new double[] {0.09, 0.31}, within(1e-12)));
    }
  }
}
