package org.plumbline.network.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DyadicTest {

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        1,
        -1,
        0.1,
        -0.3,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        0x1.fffffffffffffp-1023,
        123456789.125
      })
  void holdsDoublesExactly(double value) {
    Dyadic exact = Dyadic.ofDouble(value);
    assertThat(exact.toBigDecimal()).isEqualByComparingTo(new BigDecimal(value));
    assertThat(exact.toDouble()).isEqualTo(value + 0.0);
    assertThat(exact.signum()).isEqualTo((int) Math.signum(value));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesWhatIsNoNumber(double value) {
    assertThatThrownBy(() -> Dyadic.ofDouble(value))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining(String.valueOf(value));
  }

  @Test
  void isNormalised() {
    assertThat(new Dyadic(BigInteger.valueOf(12), -2))
        .isEqualTo(new Dyadic(BigInteger.valueOf(3), 0));
    assertThat(new Dyadic(BigInteger.ZERO, 77)).isEqualTo(Dyadic.ZERO);
    assertThat(Dyadic.ofDouble(3).add(Dyadic.ofDouble(-3))).isEqualTo(Dyadic.ZERO);
  }

  @Test
  void refusesAbsurdSizes() {
    Dyadic large = new Dyadic(BigInteger.ONE, Dyadic.MAX_BITS);
    assertThatThrownBy(() -> large.multiply(large)).isInstanceOf(ArithmeticException.class);
    Dyadic small = new Dyadic(BigInteger.ONE, -Dyadic.MAX_BITS);
    assertThatThrownBy(() -> large.add(small)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new Dyadic(BigInteger.TWO, Integer.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithDecimals(long seed) {
    Random random = new Random(seed);
    for (int n = 0; n < 500; n++) {
      Dyadic a = random(random);
      Dyadic b = random(random);
      BigDecimal p = a.toBigDecimal();
      BigDecimal q = b.toBigDecimal();
      assertThat(a.add(b).toBigDecimal()).as("seed %d", seed).isEqualByComparingTo(p.add(q));
      assertThat(a.subtract(b).toBigDecimal()).isEqualByComparingTo(p.subtract(q));
      assertThat(a.multiply(b).toBigDecimal()).isEqualByComparingTo(p.multiply(q));
      assertThat(a.compareTo(b)).as("seed %d: %s %s", seed, a, b).isEqualTo(p.compareTo(q));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void roundsToTheNearestDouble(long seed) {
    Random random = new Random(seed);
    for (int n = 0; n < 2000; n++) {
      BigInteger mantissa = new BigInteger(1 + random.nextInt(120), random);
      if (random.nextInt(4) == 0) { // a tie, or next to one
        mantissa = BigInteger.valueOf(random.nextLong() >>> 11).shiftLeft(60);
        mantissa = mantissa.setBit(59).add(BigInteger.valueOf(random.nextInt(3) - 1));
      }
      int exponent =
          random.nextInt(10) == 0 ? -1200 + random.nextInt(200) : random.nextInt(80) - 40;
      Dyadic x = new Dyadic(random.nextBoolean() ? mantissa : mantissa.negate(), exponent);
      assertThat(x.toDouble())
          .as("seed %d: %s", seed, x)
          .isEqualTo(Double.parseDouble(x.toBigDecimal().toString()) + 0.0);
    }
    assertThat(new Dyadic(BigInteger.ONE, 1024).toDouble()).isInfinite();
    assertThat(new Dyadic(BigInteger.ONE, -1075).toDouble()).isZero();
    assertThat(new Dyadic(BigInteger.valueOf(3), -1076).toDouble()).isEqualTo(Double.MIN_VALUE);
  }

  private static Dyadic random(Random random) {
    BigInteger mantissa = new BigInteger(random.nextInt(100), random);
    return new Dyadic(
        random.nextBoolean() ? mantissa : mantissa.negate(), random.nextInt(200) - 100);
  }
}
