package org.plumbline.network.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExactSumTest {

  @Test
  void isZeroWithoutTerms() {
    assertThat(new ExactSum().total().toDyadic()).isEqualTo(Dyadic.ZERO);
  }

  @Test
  void cancelsToZero() {
    ExactSum sum = new ExactSum();
    sum.add(0.1, ExactValue.ONE);
    sum.add(-0.1, ExactValue.ONE);
    assertThat(sum.total().signum()).isZero();
    sum.add(-0.1, ExactValue.ONE);
    assertThat(sum.total().toDyadic()).isEqualTo(Dyadic.ofDouble(-0.1));
  }

  /** Weights of all magnitudes and both widths, values growing over several rounds. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void agreesWithDyadics(long seed) {
    Random random = new Random(seed);
    ExactSum sum = new ExactSum();
    ExactValue[] values = {ExactValue.ONE, ExactValue.ONE, ExactValue.ONE};
    for (int round = 0; round < 12; round++) {
      ExactValue[] next = new ExactValue[values.length];
      for (int v = 0; v < next.length; v++) {
        Dyadic expected = Dyadic.ZERO;
        int terms = random.nextInt(6);
        for (int t = 0; t < terms; t++) {
          ExactValue value = values[random.nextInt(values.length)];
          double weight = weight(random);
          sum.add(weight, value);
          expected = expected.add(Dyadic.ofDouble(weight).multiply(value.toDyadic()));
        }
        next[v] = sum.total();
        assertThat(next[v].toDyadic()).as("seed %d round %d", seed, round).isEqualTo(expected);
        assertThat(next[v].signum()).isEqualTo(expected.signum());
      }
      values = next;
    }
  }

  private static double weight(Random random) {
    double gaussian = random.nextGaussian();
    return switch (random.nextInt(5)) {
      case 0 -> (float) gaussian;
      case 1 -> Math.scalb(gaussian, random.nextInt(2000) - 1000);
      case 2 -> random.nextInt(5) - 2;
      case 3 -> random.nextBoolean() ? Double.MIN_VALUE : -Double.MAX_VALUE;
      default -> gaussian;
    };
  }

  /** More terms than fit between two carries, all of one sign and as large as digits can be. */
  @ParameterizedTest
  @ValueSource(doubles = {0x1.fffffep0, -0x1.fffffffffffffp0})
  void carriesInTime(double weight) {
    ExactSum sum = new ExactSum();
    sum.add(0x1.fffffffffffffp23, ExactValue.ONE);
    ExactValue value = sum.total();
    int terms = 50_000;
    for (int t = 0; t < terms; t++) {
      sum.add(weight, value);
    }
    assertThat(sum.total().toDyadic())
        .isEqualTo(
            Dyadic.ofDouble(weight).multiply(value.toDyadic()).multiply(Dyadic.ofDouble(terms)));
  }

  /** Negative sums borrow from above at every carry; room must not run out. */
  @Test
  void keepsRoomForBorrows() {
    ExactSum sum = new ExactSum();
    int terms = 1_000_000;
    for (int t = 0; t < terms; t++) {
      sum.add(t == 0 ? -2 : -1, ExactValue.ONE);
    }
    assertThat(sum.total().toDyadic()).isEqualTo(Dyadic.ofDouble(-terms - 1));
  }

  @Test
  void truncatesTowardsZero() {
    for (double x : new double[] {0.5, -0.5, 3.75, -3.75, 4, 0x1p60, 0x1.8p-40, 16777216.5}) {
      ExactSum sum = new ExactSum();
      sum.add(x, ExactValue.ONE);
      ExactValue value = sum.total();
      double expected = x < 0 ? Math.ceil(x) : Math.floor(x);
      assertThat(value.truncated().toDyadic().toDouble()).isEqualTo(expected + 0.0);
      assertThat(value.isInteger()).isEqualTo(x == expected);
    }
  }

  @Test
  void refusesWhatIsNoNumberAndAbsurdWidths() {
    ExactSum sum = new ExactSum();
    assertThatThrownBy(() -> sum.add(Double.NaN, ExactValue.ONE))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> shrinkUntilRefused(sum)).isInstanceOf(ArithmeticException.class);
  }

  private static void shrinkUntilRefused(ExactSum sum) {
    ExactValue value = ExactValue.ONE;
    for (int k = 0; k < 1000; k++) {
      sum.add(Double.MIN_VALUE, value);
      sum.add(1, ExactValue.ONE);
      value = sum.total();
    }
  }
}
