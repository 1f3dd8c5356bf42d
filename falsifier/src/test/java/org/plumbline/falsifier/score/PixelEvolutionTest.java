package org.plumbline.falsifier.score;

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
import org.plumbline.network.model.Network;

class PixelEvolutionTest extends ImageAttackContractTest {
  private static final ImageDomain GREY = new ImageDomain(1, 7, 9, 0, 1);

  @Override
  protected ImageAttack attack(Network network, int threads) {
    return new PixelEvolution(2, 60, 40, 0.5);
  }

  @Override
  protected int leastFound() {
    return 5;
  }

  @Override
  protected Distance distance() {
    return Distance.L0;
  }

  /**
   * y₀ − y₁ = 0.9·wₚ − Σ wᵢ·xᵢ with one weight at p larger than all others: only that pixel flips
   * the class, by a value above 0.9.
   */
  @Test
  void findsTheOnlyPixelThatFlipsAsTheExhaustiveSearchDoes() {
    for (int pixel = 0; pixel < GREY.pixels(); pixel += 5) {
      double[] w = new double[GREY.values()];
      for (int i = 0; i < w.length; i++) {
        w[i] = -1.0 / (1 + Math.abs(i - pixel));
      }
      BlackBox box = Classifiers.scores(Classifiers.linear(w, 0.9), 1);
      Setting setting = new Setting(box);
      AttackResult evolved = setting.result(PixelEvolution.of(1), pixel);
      AttackResult all = setting.result(new EveryPixel(256), pixel);
      for (AttackResult result : List.of(evolved, all)) {
        double[] image = result.adversarial().orElseThrow().image();
        assertThat(result.adversarial().orElseThrow().distance()).isEqualTo(1);
        assertThat(image[pixel]).as("pixel %d", pixel).isGreaterThan(0.9);
      }
      assertThat(all.queries()).isEqualTo(2 + 256L * GREY.pixels());
    }
  }

  /** Nothing flips: the exhaustive search says so, and the other one ends. */
  @Test
  void findsNothingWhereThereIsNothing() {
    double[] w = new double[GREY.values()];
    w[3] = -0.5;
    Setting setting = new Setting(Classifiers.scores(Classifiers.linear(w, 0.9), 1));
    assertThat(setting.result(new EveryPixel(256), 0).adversarial()).isEmpty();
    AttackResult evolved = setting.result(PixelEvolution.of(1), 0);
    assertThat(evolved.adversarial()).isEmpty();
    assertThat(evolved.queries()).isEqualTo(1 + 400L * 101);
  }

  private record Setting(BlackBox box) {
    AttackResult result(ImageAttack attack, long seed) {
      double[] black = new double[GREY.values()];
      return AttackResult.of(
          attack, Classifiers.question(box, GREY, black, Distance.L0, 1_000_000), List.of(), seed);
    }
  }
}
