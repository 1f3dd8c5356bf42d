package org.plumbline.verifier.branching.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.verifier.bounds.GeneratorSpace;

class PricingTest {
  private static final int INPUTS = 3;

  /** f = relu(z₀) − 2·relu(z₁) + ξ₀ for random z₀, z₁ of the inputs, which are all in [−1, 1]. */
  private static GeneratorSpace space(Random random) {
    double[][] rows = new double[2][INPUTS + 2];
    double[] centre = {random.nextGaussian() / 2, random.nextGaussian() / 2};
    double[] slope = new double[2];
    double[] half = new double[2];
    double[] objective = new double[INPUTS + 2];
    objective[0] = 1;
    double constant = 0;
    double[] weight = {1, -2};
    for (int c = 0; c < 2; c++) {
      double size = 0;
      for (int j = 0; j < INPUTS; j++) {
        rows[c][j] = random.nextGaussian();
        size += Math.abs(rows[c][j]);
      }
      double low = Math.min(-0.01, centre[c] - size);
      double high = Math.max(0.01, centre[c] + size);
      slope[c] = c == 0 ? random.nextDouble() : high / (high - low);
      half[c] = Math.max((1 - slope[c]) * high, -slope[c] * low) / 2;
      constant += weight[c] * (slope[c] * centre[c] + half[c]);
      for (int j = 0; j < INPUTS; j++) {
        objective[j] += weight[c] * slope[c] * rows[c][j];
      }
      objective[INPUTS + c] = weight[c] * half[c];
    }
    int[] generator = {INPUTS, INPUTS + 1};
    return new GeneratorSpace(
        constant, objective, rows, centre, generator, slope, half, new int[2], new int[] {0, 1});
  }

  private static double neuron(GeneratorSpace space, int c, double[] x) {
    double z = space.centre()[c];
    for (int j = 0; j < INPUTS; j++) {
      z += space.rows()[c][j] * x[j];
    }
    return z;
  }

  /** With both neurons split the function is linear, and its bound where the phases hold exact. */
  @Test
  void boundsHoldWhereThePhasesDo() {
    for (int trial = 0; trial < 200; trial++) {
      Random random = new Random(trial);
      GeneratorSpace space = space(random);
      Pricing pricing = new Pricing(space);
      Pricing.Point root =
          pricing.improved(
              new Pricing.Point(
                  new int[0], new boolean[0], new double[0], Double.NEGATIVE_INFINITY));
      for (Pricing.Probe probe : pricing.probes(root, 2)) {
        for (Pricing.Point child : new Pricing.Point[] {probe.below(), probe.above()}) {
          assertThat(child.bound()).isGreaterThanOrEqualTo(root.bound());
          Pricing.Point better = pricing.improved(child);
          assertThat(better.bound()).isGreaterThanOrEqualTo(child.bound());
          assertThat(better.beta()[0]).isNotNegative();
          assertHolds(space, better, random);
          for (Pricing.Probe next : pricing.probes(better, 2)) {
            assertThat(next.place()).isNotEqualTo(probe.place());
            assertHolds(space, pricing.improved(next.below()), random);
            assertHolds(space, pricing.improved(next.above()), random);
          }
        }
      }
    }
  }

  private static void assertHolds(GeneratorSpace space, Pricing.Point point, Random random) {
    for (int p = 0; p < 200; p++) {
      double[] x = random.doubles(INPUTS, -1, 1).toArray();
      boolean isIn = true;
      for (int s = 0; s < point.split().length; s++) {
        isIn &= neuron(space, point.split()[s], x) >= 0 == point.isAbove()[s];
      }
      if (isIn) {
        double value =
            x[0] + Math.max(0, neuron(space, 0, x)) - 2 * Math.max(0, neuron(space, 1, x));
        assertThat(value).isGreaterThanOrEqualTo(point.bound() - 1e-9);
      }
    }
  }

  /** {@code ηg − |1 + η| − |η − 2|} has its kinks at −1 and 2. */
  @Test
  void kinksAreFound() {
    Kinks kinks = new Kinks(2);
    double[] a = {1, -2};
    double[] b = {1, 1};
    assertThat(kinks.bestOnEitherSide(a, b, 0.5)).isCloseTo(2, within(1e-12));
    assertThat(kinks.bestOnEitherSide(a, b, -0.5)).isCloseTo(-1, within(1e-12));
    assertThat(kinks.best(a, b, 0.5)).isCloseTo(2, within(1e-12));
  }
}
