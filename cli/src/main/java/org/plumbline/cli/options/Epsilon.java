package org.plumbline.cli.options;

import java.math.BigDecimal;
import org.plumbline.question.Decimal;

/**
 * How far values may move: a decimal or a fraction. A fraction that is no short decimal is rounded
 * up in its 60th digit, so that what is proved holds for the fraction; the question as it is
 * written out has the decimal.
 *
 * @param text as it was given
 * @param value at least what was given
 */
public record Epsilon(String text, BigDecimal value) {
  static Epsilon parse(String text) {
    return new Epsilon(text, OptionTypes.converted(() -> Decimal.fraction(text)));
  }

  public boolean isNegative() {
    return value.signum() < 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
