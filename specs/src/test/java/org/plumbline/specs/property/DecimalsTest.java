package org.plumbline.specs.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1.50, 1.5",
    "-.5, -0.5",
    "+7., 7",
    "1e-5, 0.00001",
    "1.5E+3, 1500",
    "1e2000, 1e2000",
    "123456789012345678901234567890, 123456789012345678901234567890",
    "0.00000000000000000000000000012300, 1.23e-28",
    "000012, 12",
    "0e5, 0"
  })
  void readsExactly(String text, String expected) {
    BigDecimal value = Decimals.parse(text);
    assertThat(value).isEqualByComparingTo(new BigDecimal(expected));
    assertThat(value).isEqualTo(Decimals.canonical(new BigDecimal(expected)));
    assertThat(Decimals.parse(Decimals.text(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "1e",
        "1e+",
        "e5",
        "1.2.3",
        "0x10",
        "1_000",
        "NaN",
        "inf",
        "1f",
        "1e999999999",
        "1e-2001",
        "--1",
        "١",
        "1 "
      })
  void refusesOtherText(String text) {
    assertThatThrownBy(() -> Decimals.parse(text)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void refusesLongNumbers() {
    assertThatThrownBy(() -> Decimals.parse("1".repeat(Decimals.MAX_LENGTH + 1)))
        .isInstanceOf(NumberFormatException.class)
        .hasMessageContaining("2000");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void directedRoundingIsTheClosestOnItsSide(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      BigDecimal value = randomDecimal(random);
      double down = DirectedRounding.down(value);
      double up = DirectedRounding.up(value);
      assertThat(new BigDecimal(down)).as("seed %d: %s", seed, value).isLessThanOrEqualTo(value);
      assertThat(new BigDecimal(up)).as("seed %d: %s", seed, value).isGreaterThanOrEqualTo(value);
      if (new BigDecimal(down).compareTo(value) == 0) {
        assertThat(up).as("seed %d: %s", seed, value).isEqualTo(down);
      } else {
        assertThat(up).as("seed %d: %s", seed, value).isEqualTo(Math.nextUp(down));
      }
    }
  }

  private static BigDecimal randomDecimal(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> BigDecimal.valueOf(random.nextLong() >> random.nextInt(63), random.nextInt(40));
      case 1 -> new BigDecimal(random.nextGaussian());
      case 2 -> BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(8));
      default ->
          new BigDecimal(random.nextGaussian())
              .add(BigDecimal.valueOf(random.nextInt(3) - 1, 60 + random.nextInt(300)));
    };
  }

  @Test
  void roundsBeyondTheDoublesOutward() {
    BigDecimal huge = new BigDecimal("1e400");
    BigDecimal tiny = new BigDecimal("1e-400");
    assertThat(DirectedRounding.down(huge)).isEqualTo(Double.MAX_VALUE);
    assertThat(DirectedRounding.up(huge)).isInfinite().isPositive();
    assertThat(DirectedRounding.down(huge.negate())).isInfinite().isNegative();
    assertThat(DirectedRounding.down(tiny)).isZero();
    assertThat(DirectedRounding.up(tiny)).isEqualTo(Double.MIN_VALUE);
  }
}
