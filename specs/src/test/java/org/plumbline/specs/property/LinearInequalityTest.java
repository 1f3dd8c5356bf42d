package org.plumbline.specs.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class LinearInequalityTest {
  private static BigDecimal[] d(String... values) {
    BigDecimal[] result = new BigDecimal[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = new BigDecimal(values[i]);
    }
    return result;
  }

  private static LinearInequality of(int[] outputs, BigDecimal[] coefficients, String rhs) {
    return LinearInequality.ofOutputs(outputs, coefficients, new BigDecimal(rhs));
  }

  @Test
  void termsAreSortedMergedAndFreeOfZeros() {
    LinearInequality inequality =
        of(new int[] {3, 1, 3, 2, 0}, d("1", "2.50", "-1", "0.0", "1"), "1.0");
    assertThat(inequality.outputIndices()).containsExactly(0, 1);
    assertThat(inequality.outputCoefficients()).containsExactly(d("1", "2.5"));
    assertThat(inequality).isEqualTo(of(new int[] {0, 1}, d("1.0", "2.5"), "1"));
    assertThat(inequality).hasSameHashCodeAs(of(new int[] {0, 1}, d("1.0", "2.5"), "1"));
  }

  @Test
  void slackIsExact() {
    LinearInequality inequality =
        new LinearInequality(
            new int[] {0}, d("0.1"), new int[] {1}, d("-3"), new BigDecimal("0.3"), false);
    // 0.3 − 0.1·3 + 3·0 = 0: on the boundary, which doubles would miss (0.1·3 ≠ 0.3)
    assertThat(inequality.slack(d("3"), d("9", "0"))).isEqualByComparingTo("0");
    assertThat(inequality.holds(d("3"), d("9", "0"))).isTrue();
    assertThat(inequality.asStrict().holds(d("3"), d("9", "0"))).isFalse();
    assertThat(inequality.holds(d("3"), d("9", "-1e-30"))).isFalse();
    assertThat(inequality.asStrict().holds(d("3"), d("9", "1e-30"))).isTrue();
  }

  @Test
  void printsAsAPersonWrites() {
    assertThat(of(new int[] {0, 3}, d("1", "-1"), "0.5")).hasToString("Y_0 - Y_3 <= 0.5");
    assertThat(of(new int[] {0}, d("-1"), "-3.99")).hasToString("Y_0 >= 3.99");
    assertThat(LinearInequality.outputOrder(3, 0)).hasToString("Y_0 >= Y_3");
    assertThat(LinearInequality.outputOrder(0, 3).asStrict()).hasToString("Y_0 < Y_3");
    assertThat(of(new int[] {0, 3}, d("-2", "0.5"), "1")).hasToString("2*Y_0 - 0.5*Y_3 >= -1");
    assertThat(of(new int[] {0, 1}, d("1", "2"), "0")).hasToString("Y_0 + 2*Y_1 <= 0");
    assertThat(of(new int[0], d(), "1000")).hasToString("0 <= 1000");
    assertThat(LinearInequality.ofInput(7, BigDecimal.ONE, new BigDecimal("1e-30"), true))
        .hasToString("X_7 < 1E-30");
  }

  @Test
  void refusesNonsense() {
    assertThatThrownBy(() -> of(new int[] {0, 1}, d("1"), "0"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(new int[] {-1}, d("1"), "0"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
