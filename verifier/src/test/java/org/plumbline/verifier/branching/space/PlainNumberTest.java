package org.plumbline.verifier.branching.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainNumberTest {
  @Test
  void theNumberOfFewestDigitsIsFound() {
    assertThat(PlainNumber.of(-3, 5)).isZero();
    assertThat(PlainNumber.of(0.9, 1.1)).isEqualTo(1);
    assertThat(PlainNumber.of(-1.1, -0.9)).isEqualTo(-1);
    assertThat(PlainNumber.of(0.7, 0.8)).isEqualTo(0.75);
    assertThat(PlainNumber.of(2.9, 3.1)).isEqualTo(3);
    assertThat(PlainNumber.of(0.3, 0.3)).isEqualTo(0.3);
    assertThat(PlainNumber.of(Double.MIN_VALUE, Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    assertThat(PlainNumber.of(1, Double.MAX_VALUE)).isEqualTo(0x1p1023);
  }

  @Test
  void itLiesInsideAndNoCoarserGridHasOne() {
    Random random = new Random(3);
    for (int trial = 0; trial < 1000; trial++) {
      double a = random.nextGaussian();
      double b = a + Math.scalb(random.nextDouble(), -random.nextInt(50));
      double plain = PlainNumber.of(a, b);
      assertThat(plain).isBetween(a, b);
      double unit = Math.scalb(1.0, Math.getExponent(b - a) + 1);
      double coarse = Math.floor(b / unit) * unit;
      if (coarse >= a) {
        assertThat(plain % unit).isZero();
      }
    }
  }
}
