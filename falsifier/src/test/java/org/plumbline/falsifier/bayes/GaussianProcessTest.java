package org.plumbline.falsifier.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {
  /** K = ((4, 2), (2, 5)): L = ((2, 0), (1, 2)); K⁻¹·(8, 9) = (22, 20)/16. */
  @Test
  void factorsAndSolvesByHand() {
    Cholesky factor = new Cholesky();
    factor.add(new double[0], 4);
    factor.add(new double[] {2}, 5);
    assertThat(factor.forward(new double[] {8, 9})).containsExactly(4, 2.5);
    assertThat(factor.solve(new double[] {8, 9})).containsExactly(1.375, 1.25);
    assertThat(factor.logLikelihood(new double[] {8, 9}))
        .isCloseTo(-(16 + 6.25) / 2 - Math.log(4), within(1e-12));
  }

  /** Where it was told a value it repeats it; between it comes close, and far away it says so. */
  @Test
  void interpolatesAParabolaAndKnowsWhereItIsIgnorant() {
    GaussianProcess process = new GaussianProcess();
    for (int k = -5; k <= 5; k++) {
      process.add(new double[] {k / 5.0}, Math.pow(k / 5.0 - 0.3, 2));
    }
    assertThat(process.at(new double[] {0.4}).mean()).isCloseTo(0.01, within(2e-3));
    assertThat(process.at(new double[] {0.3}).mean()).isCloseTo(0, within(5e-3));
    assertThat(process.at(new double[] {0.4}).deviation())
        .isLessThan(process.at(new double[] {3}).deviation() / 10);
  }

  /** Points told twice leave the matrix all but singular. */
  @Test
  void repeatedPointsDoNoHarm() {
    GaussianProcess process = new GaussianProcess();
    for (int k = 0; k < 60; k++) {
      process.add(new double[] {k % 3, 1}, k % 3);
    }
    assertThat(process.at(new double[] {1, 1}).mean()).isCloseTo(1, within(1e-2));
  }

  /** Against the mean of max(0, b − v) over draws of v. */
  @Test
  void expectedImprovementIsWhatDrawsGive() {
    SplittableRandom random = new SplittableRandom(5);
    double[][] cases = {{0, 1, 0}, {1, 0.5, 0.2}, {-1, 2, 3}};
    for (double[] part : cases) {
      double sum = 0;
      int draws = 400_000;
      for (int d = 0; d < draws; d++) {
        sum += Math.max(0, part[2] - (part[0] + part[1] * random.nextGaussian()));
      }
      double expected =
          Improvement.expected(new GaussianProcess.Prediction(part[0], part[1]), part[2]);
      assertThat(expected).isCloseTo(sum / draws, within(0.02));
    }
    assertThat(Improvement.distribution(1.959964)).isCloseTo(0.975, within(1e-6));
    assertThat(Improvement.expected(new GaussianProcess.Prediction(1, 0), 3)).isEqualTo(2);
  }
}
