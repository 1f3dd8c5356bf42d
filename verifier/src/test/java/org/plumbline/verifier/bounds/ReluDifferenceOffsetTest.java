package org.plumbline.verifier.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReluDifferenceOffsetTest {
  private static BigDecimal relu(BigDecimal x) {
    return x.max(BigDecimal.ZERO);
  }

  private static BigDecimal g(double p, double q, double z, double d) {
    BigDecimal base = new BigDecimal(z);
    BigDecimal change = new BigDecimal(d);
    return relu(base.add(change))
        .subtract(relu(base))
        .subtract(new BigDecimal(p).multiply(base))
        .subtract(new BigDecimal(q).multiply(change));
  }

  private static double between(Random random, double low, double high) {
    return switch (random.nextInt(4)) {
      case 0 -> low;
      case 1 -> high;
      default -> Math.max(low, Math.min(high, low + random.nextDouble() * (high - low)));
    };
  }

  private static double clamped(double x, double low, double high) {
    return Math.max(low, Math.min(high, x));
  }

  /** Whatever the slopes are; points on the lines z = 0 and z + d = 0 among them. */
  @Test
  void enclosesExactlyComputedValues() {
    ReluDifferenceOffset offset = new ReluDifferenceOffset();
    Random random = new Random(12);
    for (int trial = 0; trial < 5000; trial++) {
      double scale = Math.pow(10, random.nextInt(9) - 6);
      double l = random.nextGaussian();
      double u = l + 2 * random.nextDouble();
      double m = random.nextGaussian() * scale;
      double v = m + 2 * random.nextDouble() * scale;
      double p = trial % 3 == 0 ? random.nextInt(3) - 1 : random.nextGaussian();
      double q = trial % 3 == 1 ? random.nextInt(2) : random.nextGaussian();
      offset.enclose(p, q, l, u, m, v);
      BigDecimal least = new BigDecimal(offset.least());
      BigDecimal greatest = new BigDecimal(offset.greatest());
      double nearest = Double.POSITIVE_INFINITY;
      for (int s = 0; s < 40; s++) {
        double z = s % 4 == 0 ? clamped(0, l, u) : between(random, l, u);
        double d = s % 4 == 1 ? clamped(-z, m, v) : between(random, m, v);
        z = s % 4 == 2 ? clamped(-d, l, u) : z;
        BigDecimal g = g(p, q, z, d);
        assertThat(g).as("trial %d", trial).isBetween(least, greatest);
        nearest = Math.min(nearest, g.subtract(least).doubleValue());
      }
      double size = 1 + Math.abs(p) * (Math.abs(l) + Math.abs(u)) + Math.abs(q) + Math.abs(m);
      assertThat(nearest).as("trial %d: a corner has the least value", trial).isLessThan(2 * size);
    }
  }

  /** On [−1, 1]² with slopes (0, ½): greatest ½ at (1, 1) and (0, 1), least −½ at (1, −1). */
  @Test
  void isTightOnASquare() {
    ReluDifferenceOffset offset = new ReluDifferenceOffset();
    offset.enclose(0, 0.5, -1, 1, -1, 1);
    assertThat(offset.greatest()).isBetween(0.5, 0.5 + 1e-14);
    assertThat(offset.least()).isBetween(-0.5 - 1e-14, -0.5);
    offset.enclose(1, 1, -1, 0, 0, 0.5);
    assertThat(offset.greatest()).isBetween(1.0, 1 + 1e-14);
  }

  @Test
  void nanEnclosesNothing() {
    ReluDifferenceOffset offset = new ReluDifferenceOffset();
    offset.enclose(Double.NaN, 0, 0, 1, 0, 1);
    assertThat(offset.least() <= 0).isFalse();
    offset.enclose(0, 0, 0, Double.NaN, 0, 1);
    assertThat(offset.greatest() >= 0).isFalse();
  }
}
