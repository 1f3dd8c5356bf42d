package org.plumbline.verifier.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.network.interval.Box;

class NormBallTest {
  private static final Box UNIT = new Box(new double[] {0, 0, 0}, new double[] {1, 1, 1});
  private static final double[] CENTRE = {0.5, 0.25, 1};
  private static final double[] ROW = {2, -4, 1};

  /**
   * 2x − 4y + z + 1 at (0.5, 0.25, 1) is 2. Alone, x takes off 1, y 3, z 1. In L1, 0.8 are 0.75 of
   * y (3) and 0.05 of x (0.1). In L2, 0.5 in the direction of the gradient, of length √21.
   */
  @ParameterizedTest
  @CsvSource({"L0, 1, -1", "L0, 2, -2", "L0, 9, -3", "L1, 0.8, -1.1", "L1, 9, -3", "L2, 9, -3"})
  void knowsALinearFunction(Distance norm, double radius, double least) {
    double found = new NormBall(norm, radius, CENTRE, UNIT).least(ROW, 0, 1);
    assertThat(found).isCloseTo(least, within(1e-6)).isLessThan(least);
  }

  @Test
  void knowsTheEuclideanBallInsideTheBox() {
    NormBall ball = new NormBall(Distance.L2, 0.125, new double[] {0.5, 0.5, 0.5}, UNIT);
    double least = -1 - 0.125 * Math.sqrt(21);
    assertThat(ball.least(ROW, 0, -0.5)).isCloseTo(least, within(1e-6)).isLessThan(least);
    assertThat(ball.hull().lower()[0]).isCloseTo(0.375, within(1e-9)).isLessThan(0.375);
  }

  /** No point of the ball is below, and the best ones of many come near. */
  @ParameterizedTest
  @EnumSource(
      value = Distance.class,
      names = {"L0", "L1", "L2"})
  void noPointOfTheBallIsBelow(Distance norm) {
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      double[] centre = random.doubles(3).toArray();
      double[] row = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
      double radius = norm == Distance.L0 ? 1 + random.nextInt(2) : random.nextDouble();
      double bound = new NormBall(norm, radius, centre, UNIT).least(row, 0, 0.3);
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < 20_000; k++) {
        double[] x = random.doubles(3, -0.2, 1.2).map(v -> Math.max(0, Math.min(1, v))).toArray();
        pull(norm, radius, centre, x, random);
        double value = 0.3 + row[0] * x[0] + row[1] * x[1] + row[2] * x[2];
        least = Math.min(least, value);
      }
      assertThat(bound).as("seed %d", seed).isLessThan(least).isGreaterThan(least - 0.3);
    }
  }

  private static void pull(
      Distance norm, double radius, double[] centre, double[] x, Random random) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double far = Math.abs(x[i] - centre[i]);
      sum += norm == Distance.L2 ? far * far : far;
    }
    double length = norm == Distance.L2 ? Math.sqrt(sum) : sum;
    int kept = norm == Distance.L0 ? (int) radius : 3;
    int first = random.nextInt(3);
    for (int i = 0; i < 3; i++) {
      double share = norm == Distance.L0 ? 1 : Math.min(1, radius / length);
      boolean moves = (i - first + 3) % 3 < kept;
      x[i] = moves ? centre[i] + share * (x[i] - centre[i]) : centre[i];
    }
  }

  @Test
  void boxesAreNoMatterOfIt() {
    assertThatThrownBy(() -> new NormBall(Distance.LINF, 1, CENTRE, UNIT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new NormBall(Distance.L2, 0, CENTRE, UNIT).hull().varying()).isEmpty();
    assertThat(
            new NormBall(Distance.L1, 1, CENTRE, UNIT).least(new double[] {Double.NaN, 0, 0}, 0, 0))
        .as("what is not known proves nothing")
        .isNaN();
  }
}
