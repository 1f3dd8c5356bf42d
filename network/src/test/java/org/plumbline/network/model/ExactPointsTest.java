package org.plumbline.network.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.model.Activation.Kind;

class ExactPointsTest {
  private static boolean isExact(Activation sigma, double x) {
    return ExactPoints.isExact(sigma, x, sigma.value(x));
  }

  private static boolean isExact(Kind kind, double x) {
    return isExact(Activation.of(kind), x);
  }

  /** Short numbers, long ones, and such whose products underflow or overflow. */
  private static double number(Random random) {
    double mantissa = random.nextBoolean() ? random.nextInt(65) / 16.0 : random.nextGaussian();
    int exponent = random.nextInt(4) == 0 ? random.nextInt(2000) - 1000 : random.nextInt(9) - 4;
    return Math.scalb(mantissa, exponent);
  }

  private static BigDecimal exact(double x) {
    return new BigDecimal(x);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5})
  void powersAreExactOnlyWhereTheirProductsAre(int exponent) {
    Random random = new Random(exponent);
    int known = 0;
    for (int trial = 0; trial < 5000; trial++) {
      double x = number(random);
      double value = Activation.power(exponent).value(x);
      if (isExact(Activation.power(exponent), x)) {
        known++;
        assertThat(exact(value)).isEqualByComparingTo(exact(x).pow(exponent));
      }
    }
    assertThat(known).isGreaterThan(1000);
  }

  @Test
  void rootsReciprocalsAndSlopesAreExactOnlyWhereTheirProductsAre() {
    Random random = new Random(1);
    int[] known = new int[3];
    for (int trial = 0; trial < 20_000; trial++) {
      double x = number(random);
      double square = x * x;
      if (isExact(Kind.SQRT, square)) {
        known[0]++;
        assertThat(exact(Math.sqrt(square)).pow(2)).isEqualByComparingTo(exact(square));
      }
      if (isExact(Kind.RECIPROCAL, x)) {
        known[1]++;
        assertThat(exact(x).multiply(exact(1 / x))).isEqualByComparingTo(BigDecimal.ONE);
      }
      Activation leaky = Activation.leakyRelu(number(random));
      if (isExact(leaky, -Math.abs(x))) {
        known[2]++;
        assertThat(exact(leaky.value(-Math.abs(x))))
            .isEqualByComparingTo(exact(leaky.first()).multiply(exact(-Math.abs(x))));
      }
    }
    assertThat(known[0]).isGreaterThan(1000);
    assertThat(known[1]).isGreaterThan(1000);
    assertThat(known[2]).isGreaterThan(1000);
  }

  @Test
  void aFewValuesAreKnown() {
    assertThat(isExact(Kind.LOG, 1)).isTrue();
    assertThat(isExact(Kind.LOG, 2)).isFalse();
    assertThat(isExact(Kind.EXP, 0)).isTrue();
    assertThat(isExact(Kind.EXP, 1)).isFalse();
    assertThat(isExact(Kind.EXP, 0x1p-60)).isFalse();
    assertThat(isExact(Kind.SIGMOID, 0)).isTrue();
    assertThat(isExact(Kind.SIGMOID, 800)).isFalse();
    assertThat(isExact(Kind.TANH, 0)).isTrue();
    assertThat(isExact(Kind.TANH, 40)).isFalse();
    assertThat(isExact(Kind.TANH, Double.MIN_VALUE)).isFalse();
    assertThat(isExact(Activation.elu(0.3), 7)).isTrue();
    assertThat(isExact(Activation.elu(0.3), -900)).isFalse();
  }
}
