package org.plumbline.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateOptionsTest {
  /** ln(C / (1 - C)) of the decimal that was typed, whatever double is next to it, rounded down. */
  @ParameterizedTest
  @CsvSource({
    "0.9, 2.19722457733621938279",
    "0.99, 4.59511985013458992685",
    "0.99999999999999985, 36.43589637979656641236",
    "0.99999999999999995, 37.53450866846467620370",
    "0.50000000000000005, 0.0000000000000002",
    "0.5000000001, 0.0000000004"
  })
  void noInputOfThatConfidenceIsLeftOut(double confidence, BigDecimal exact) {
    assertThat(TemplateOptions.lead(confidence)).isLessThanOrEqualTo(exact).isNotNegative();
  }

  @Test
  void theLeadIsNoLessThanItHasToBe() {
    assertThat(TemplateOptions.lead(0.9)).isGreaterThan(new BigDecimal("2.19722457"));
  }
}
