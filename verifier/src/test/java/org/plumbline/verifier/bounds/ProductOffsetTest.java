package org.plumbline.verifier.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProductOffsetTest {
  private static BigDecimal g(double s, double t, double a, double b) {
    BigDecimal left = new BigDecimal(a);
    BigDecimal right = new BigDecimal(b);
    return left.multiply(right)
        .subtract(new BigDecimal(s).multiply(left))
        .subtract(new BigDecimal(t).multiply(right));
  }

  @Test
  void enclosesExactlyComputedValues() {
    ProductOffset offset = new ProductOffset();
    Random random = new Random(11);
    for (int trial = 0; trial < 2000; trial++) {
      double scale = Math.pow(10, random.nextInt(9) - 4);
      double l = random.nextGaussian() * scale;
      double u = l + random.nextDouble() * scale;
      double m = random.nextGaussian();
      double v = m + random.nextDouble();
      double s = trial % 3 == 0 ? m : m + random.nextDouble() * (v - m);
      double t = trial % 3 == 0 ? l : random.nextGaussian() * scale;
      offset.enclose(s, t, l, u, m, v);
      BigDecimal least = new BigDecimal(offset.least());
      BigDecimal greatest = new BigDecimal(offset.greatest());
      for (int p = 0; p < 20; p++) {
        double a =
            p % 2 == 0 ? (p % 4 == 0 ? l : u) : Math.min(u, l + random.nextDouble() * (u - l));
        double b = p % 3 == 0 ? m : p % 3 == 1 ? v : Math.min(v, m + random.nextDouble() * (v - m));
        assertThat(g(s, t, a, b)).as("trial %d", trial).isBetween(least, greatest);
      }
    }
  }

  /** McCormick on [0, 1]²: below with slopes 0 the plane is 0, above with slopes (1, 0) it is a. */
  @Test
  void isTightOnTheUnitSquare() {
    ProductOffset offset = new ProductOffset();
    offset.enclose(0, 0, 0, 1, 0, 1);
    assertThat(offset.least()).isBetween(-1e-14, 0.0);
    offset.enclose(1, 0, 0, 1, 0, 1);
    assertThat(offset.greatest()).isBetween(0.0, 1e-14);
  }

  @Test
  void nanEnclosesNothing() {
    ProductOffset offset = new ProductOffset();
    offset.enclose(Double.NaN, 0, 0, 1, 0, 1);
    assertThat(offset.least() <= 0).isFalse();
  }
}
