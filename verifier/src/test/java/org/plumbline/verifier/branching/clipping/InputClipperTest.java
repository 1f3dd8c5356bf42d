package org.plumbline.verifier.branching.clipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class InputClipperTest {

  /** x + y ≤ −1 on [−1, 1]²: with y at its least, x ≤ 0; and the same for y. */
  @Test
  void cutsEachCoordinateToWhatTheOthersAllow() {
    double[] lower = {-1, -1};
    double[] upper = {1, 1};
    assertThat(InputClipper.clip(new double[] {1, 1}, 0, 0, -1, lower, upper)).isTrue();
    assertThat(lower).containsExactly(-1, -1);
    assertThat(upper[0]).isBetween(0.0, 1e-12);
    assertThat(upper[1]).isBetween(0.0, 1e-12);
  }

  @Test
  void aRowThatNoPointSatisfiesLeavesNothing() {
    double[] lower = {-1};
    double[] upper = {1};
    assertThat(InputClipper.clip(new double[] {1}, 0, 3, 1.9, lower, upper)).isFalse();
  }

  @Test
  void aRowThatIsNanCutsNothing() {
    double[] lower = {-1};
    double[] upper = {1};
    assertThat(InputClipper.clip(new double[] {Double.NaN}, 0, 3, 1, lower, upper)).isTrue();
    assertThat(lower[0]).isEqualTo(-1);
    assertThat(upper[0]).isEqualTo(1);
  }

  @Test
  void keepsEveryPointThatSatisfiesTheRow() {
    Random random = new Random(11);
    for (int trial = 0; trial < 20_000; trial++) {
      int n = 1 + random.nextInt(4);
      double[] a = new double[n];
      double[] lower = new double[n];
      double[] upper = new double[n];
      double[] x = new double[n];
      double value = 0;
      for (int i = 0; i < n; i++) {
        a[i] = random.nextInt(4) == 0 ? 0 : random.nextGaussian();
        lower[i] = random.nextGaussian();
        upper[i] = lower[i] + random.nextDouble() * Math.pow(10, -random.nextInt(8));
        x[i] = random.nextBoolean() ? lower[i] : random.nextDouble(lower[i], upper[i]);
        value += a[i] * x[i];
      }
      double limit = value + 1e-15 * Math.abs(value);
      assertThat(InputClipper.clip(a, 0, 0, limit, lower, upper)).as("trial %d", trial).isTrue();
      for (int i = 0; i < n; i++) {
        assertThat(x[i]).as("trial %d", trial).isBetween(lower[i], upper[i]);
      }
    }
  }
}
