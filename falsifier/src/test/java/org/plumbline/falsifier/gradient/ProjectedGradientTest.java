package org.plumbline.falsifier.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.plumbline.falsifier.contract.BlackBox;
import org.plumbline.falsifier.image.Ball;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.falsifier.trial.AttackResult;
import org.plumbline.falsifier.trial.Classifiers;
import org.plumbline.falsifier.trial.ImageAttack;
import org.plumbline.falsifier.trial.ImageAttackContractTest;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;

class ProjectedGradientTest extends ImageAttackContractTest {
  private static final double RADIUS = 0.5;

  @Override
  protected ImageAttack attack(Network network, int threads) {
    WhiteBox box = new WhiteBox(network, JavaGemm::new, threads);
    return new ProjectedGradient(box, new Ball(Distance.LINF, RADIUS), AttackOptions.quick());
  }

  @Override
  protected int leastFound() {
    return 6;
  }

  @Override
  protected Distance distance() {
    return Distance.LINF;
  }

  /** Every class of random classifiers is reached inside the ball, in any order of two classes. */
  @Test
  void reachesTargetsAndOrders() {
    for (long seed = 0; seed < 3; seed++) {
      Network network = Classifiers.relu(IMAGES.values(), 32, 3, seed);
      BlackBox box = Classifiers.scores(network, 1);
      double[] image = new double[IMAGES.values()];
      int label = BlackBox.winner(box.scores(1, image), 0, 3);
      List<Integer> order = List.of((label + 1) % 3, (label + 2) % 3);
      Optional<AttackResult> result =
          Optional.of(
              AttackResult.of(
                  attack(network, 1),
                  Classifiers.question(box, IMAGES, image, distance(), 1000),
                  order,
                  seed));
      double[] found = result.get().adversarial().orElseThrow().image();
      double[] y = box.scores(1, found);
      assertThat(y[order.get(0)]).as("seed %d", seed).isGreaterThan(y[order.get(1)]);
      assertThat(y[order.get(1)]).as("seed %d", seed).isGreaterThan(y[label]);
      assertThat(Distance.LINF.between(image, found, IMAGES)).isLessThanOrEqualTo(RADIUS);
    }
  }
}
