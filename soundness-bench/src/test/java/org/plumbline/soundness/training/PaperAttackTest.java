package org.plumbline.soundness.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.plumbline.soundness.training.PaperAttack.Strength;
import org.plumbline.soundness.training.layer.DenseLayer;
import org.plumbline.soundness.training.layer.PointwiseLayer;
import org.plumbline.soundness.training.layer.TrainableLayer;

class PaperAttackTest {
  private static final int RESTARTS = 20;
  private static final double RADIUS = 0.25;
  private static final HiddenPoint SQUARE =
      new HiddenPoint(new double[2], RADIUS, 1, new double[] {RADIUS, RADIUS});

  /**
   * Output 0 is 0, output 1 is {@code |x₀| + |x₁| + shift}: descents step around (0, 0) forever.
   */
  private static Model valley(float shift) {
    SplittableRandom random = new SplittableRandom(1);
    DenseLayer first = new DenseLayer(2, 4, 1, random);
    DenseLayer last = new DenseLayer(4, 2, 1, random);
    set(first, new float[] {1, -1, 0, 0, 0, 0, 1, -1}, new float[4]);
    set(last, new float[] {0, 1, 0, 1, 0, 1, 0, 1}, new float[] {0, shift});
    PointwiseLayer relu = new PointwiseLayer(PointwiseLayer.Function.RELU);
    return new Model(new long[] {1, 2}, List.of(first, relu, last));
  }

  private static void set(TrainableLayer layer, float[] weights, float[] bias) {
    System.arraycopy(weights, 0, layer.parameters().get(0).values(), 0, weights.length);
    System.arraycopy(bias, 0, layer.parameters().get(1).values(), 0, bias.length);
  }

  private static PaperAttack.Result attack(float shift) {
    return new PaperAttack(valley(shift)).run(SQUARE, RESTARTS, 5);
  }

  @Test
  void longRestartsCoverShortOnes() {
    assertThat(PaperAttack.longest())
        .containsExactly(
            new Strength(0.25, 100), new Strength(0.02, 500), new Strength(0.01, 5000));
    assertThat(attack(0.01f).evaluations()).isEqualTo(RESTARTS * (101 + 501 + 5001));
  }

  @Test
  void stepsAlongSignsAndStaysInTheBox() {
    SplittableRandom random = new SplittableRandom(5);
    double least = Double.POSITIVE_INFINITY;
    for (Strength strength : PaperAttack.longest()) {
      least = Math.min(least, leastOfAllSteps(strength, random.split()));
    }

    PaperAttack.Result result = attack(0.01f);

    assertThat(result.found()).isEmpty();
    assertThat(result.leastMargin()).isCloseTo(least, within(1e-7));
  }

  private static double leastOfAllSteps(Strength strength, SplittableRandom random) {
    float step = (float) (strength.step() * RADIUS);
    float[] x = new float[2 * RESTARTS];
    for (int k = 0; k < x.length; k++) {
      x[k] = (float) random.nextDouble(-RADIUS, RADIUS);
    }
    double least = Double.POSITIVE_INFINITY;
    for (int t = 0; t <= strength.steps(); t++) {
      for (int k = 0; k < x.length; k += 2) {
        least = Math.min(least, Math.abs(x[k]) + Math.abs(x[k + 1]) + 0.01f);
      }
      for (int k = 0; k < x.length; k++) {
        float moved = x[k] - step * Math.signum(x[k]);
        x[k] = (float) Math.max(-RADIUS, Math.min(RADIUS, moved));
      }
    }
    return least;
  }

  @Test
  void findsWhatIsToBeFound() {
    PaperAttack.Result result = attack(-0.0625f);

    float[] found = result.found().orElseThrow();
    assertThat(Math.abs(found[0]) + Math.abs(found[1])).isLessThanOrEqualTo(0.0625f);
    assertThat(result.leastMargin()).isNotPositive();
  }
}
