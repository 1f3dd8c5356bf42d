package org.plumbline.falsifier.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HalfSpacesTest {
  /** z₁ ≥ 1 and z₁ + z₂ ≥ 3: from (0, 0) the nearest is (1.5, 1.5), from (0, 4) it is (1, 4). */
  @Test
  void nearestPointsByHand() {
    HalfSpaces both = new HalfSpaces(new double[][] {{1, 0}, {1, 1}}, new double[] {1, 3});
    assertThat(both.nearestTo(new double[2]))
        .containsExactly(new double[] {1.5, 1.5}, within(1e-8));
    assertThat(both.nearestTo(new double[] {0, 4}))
        .containsExactly(new double[] {1, 4}, within(1e-8));
    assertThat(both.nearestTo(new double[] {2, 2})).containsExactly(2, 2);
  }

  /**
   * Random programs: the result is inside, and no other point inside is nearer: (z₀ − z)·(w − z) ≤
   * 0 for all w inside, which is what makes it the nearest.
   */
  @Test
  void theResultIsInsideAndNoneIsNearer() {
    for (long seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][] rows = new double[4][5];
      double[] least = new double[4];
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 5; j++) {
          rows[i][j] = random.nextGaussian();
        }
        least[i] = random.nextGaussian();
      }
      HalfSpaces spaces = new HalfSpaces(rows, least);
      double[] start = random.doubles(5, -3, 3).toArray();
      double[] z = spaces.nearestTo(start);
      assertThat(worst(spaces, z)).as("seed %d", seed).isGreaterThan(-1e-7);
      for (int w = 0; w < 200; w++) {
        double[] other = spaces.nearestTo(random.doubles(5, -6, 6).toArray());
        double product = 0;
        for (int j = 0; j < 5; j++) {
          product += (start[j] - z[j]) * (other[j] - z[j]);
        }
        assertThat(product).as("seed %d", seed).isLessThan(1e-6);
      }
    }
  }

  private static double worst(HalfSpaces spaces, double[] z) {
    double worst = Double.POSITIVE_INFINITY;
    for (int i = 0; i < spaces.rows().length; i++) {
      double slack = -spaces.least()[i];
      for (int j = 0; j < z.length; j++) {
        slack += spaces.rows()[i][j] * z[j];
      }
      worst = Math.min(worst, slack);
    }
    return worst;
  }
}
