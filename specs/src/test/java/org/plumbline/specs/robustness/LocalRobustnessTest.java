package org.plumbline.specs.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.robustness.LocalRobustness.Range;

class LocalRobustnessTest {
  private static final Optional<Range> UNIT =
      Optional.of(new Range(BigDecimal.ZERO, BigDecimal.ONE));

  private static BigDecimal[] d(String... values) {
    BigDecimal[] result = new BigDecimal[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = new BigDecimal(values[i]);
    }
    return result;
  }

  private static LocalRobustness around(
      BigDecimal[] values, String epsilon, int label, int outputs, Normalisation normalisation) {
    return new LocalRobustness(
        values,
        new BigDecimal(epsilon),
        Norm.LINF,
        label,
        outputs,
        UNIT,
        Optional.ofNullable(normalisation));
  }

  @Test
  void boxIsExactAndStaysInRange() {
    Property property = around(d("0.02", "0.5", "1"), "0.03", 1, 3, null).toProperty();
    assertThat(property.cases()).hasSize(1);
    assertThat(property.cases().get(0).inputs())
        .isEqualTo(new DecimalBox(d("0", "0.47", "0.97"), d("0.05", "0.53", "1")));
    assertThat(property.cases().get(0).unsafe()).hasToString("[Y_0 >= Y_1, Y_1 <= Y_2]");
    assertThat(property.describe()).contains("class 1 is never beaten or tied");
  }

  @Test
  void normalisationIsRoundedOutwardPerChannel() {
    Normalisation thirds = new Normalisation(d("0", "0.5"), d("3", "0.25"), ChannelOrder.CHW);
    DecimalBox box =
        around(d("0.5", "0.5", "0.5", "0.5"), "0.5", 0, 2, thirds)
            .toProperty()
            .cases()
            .get(0)
            .inputs();
    assertThat(box.lower()).containsExactly(d("0", "0", "-2", "-2"));
    assertThat(box.upper()[2]).isEqualByComparingTo("2");
    // 1/3 in 40 digits, from above
    BigDecimal excess = box.upper()[0].multiply(BigDecimal.valueOf(3)).subtract(BigDecimal.ONE);
    assertThat(excess).isPositive().isLessThan(new BigDecimal("1e-38"));
    Normalisation byPixel = new Normalisation(d("0", "0.5"), d("3", "0.25"), ChannelOrder.HWC);
    assertThat(
            around(d("0.5", "0.5", "0.5", "0.5"), "0.5", 0, 2, byPixel)
                .toProperty()
                .cases()
                .get(0)
                .inputs()
                .lower())
        .containsExactly(d("0", "-2", "0", "-2"));
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> around(d("0.5"), "-1", 0, 2, null)).hasMessageContaining("-1");
    assertThatThrownBy(() -> around(d("0.5"), "1", 2, 2, null)).hasMessageContaining("label 2");
    assertThatThrownBy(() -> around(d("0.5"), "1", 0, 1, null)).hasMessageContaining("1 output");
    assertThatThrownBy(() -> around(d("128"), "1", 0, 2, null))
        .hasMessageContaining("128")
        .hasMessageContaining("scaled");
    Normalisation three = new Normalisation(d("0", "0", "0"), d("1", "1", "1"), ChannelOrder.CHW);
    assertThatThrownBy(() -> around(d("0.5"), "1", 0, 2, three)).hasMessageContaining("3 channels");
    assertThatThrownBy(() -> new Normalisation(d("0"), d("0"), ChannelOrder.CHW))
        .hasMessageContaining("not positive");
    assertThatThrownBy(() -> new Normalisation(d("0"), d(), ChannelOrder.CHW))
        .hasMessageContaining("per channel");
  }
}
