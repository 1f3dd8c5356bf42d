package org.plumbline.specs.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.plumbline.network.interval.Box;

class DecimalBoxTest {
  private static DecimalBox box(String lower, String upper) {
    return new DecimalBox(
        new BigDecimal[] {new BigDecimal(lower)}, new BigDecimal[] {new BigDecimal(upper)});
  }

  @Test
  void outerAndInnerBoxesEncloseTheDecimalsTightly() {
    // 0.1 lies just below the double 0.1, 0.3 just above the double 0.3
    assertThat(box("0.1", "0.3").toBox())
        .isEqualTo(new Box(new double[] {Math.nextDown(0.1)}, new double[] {Math.nextUp(0.3)}));
    assertThat(box("0.1", "0.3").toInnerBox())
        .isEqualTo(new Box(new double[] {0.1}, new double[] {0.3}));
    assertThat(box("-0.50", "2").toBox()).isEqualTo(new Box(new double[] {-0.5}, new double[] {2}));
  }

  @Test
  void containsIsExact() {
    assertThat(box("0.1", "0.3").contains(new double[] {0.1})).isTrue();
    assertThat(box("0.1", "0.3").contains(new double[] {Math.nextDown(0.1)})).isFalse();
    assertThat(box("0.1", "0.3").contains(new double[] {Double.NaN})).isFalse();
    assertThat(box("0.1", "0.1").contains(new double[] {0.1})).isFalse();
    assertThat(box("0.1", "0.1").toInnerBox().isNonEmpty()).isFalse();
    assertThat(box("0.1", "0.3").contains(new BigDecimal[] {new BigDecimal("0.3")})).isTrue();
    assertThat(box("0.1", "0.3").contains(new BigDecimal[] {new BigDecimal("0.31")})).isFalse();
  }

  @Test
  void equalityIsNumeric() {
    assertThat(box("1.0", "2.50")).isEqualTo(box("1", "2.5")).hasSameHashCodeAs(box("1", "2.5"));
    assertThat(box("1", "2").varies(0)).isTrue();
    assertThat(box("1", "1.0").varies(0)).isFalse();
  }

  @Test
  void refusesAnEmptyBox() {
    assertThatThrownBy(() -> box("1", "0.5"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X_0");
  }
}
