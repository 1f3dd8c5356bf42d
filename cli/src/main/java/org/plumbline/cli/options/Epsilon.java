package org.plumbline.cli.options;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import picocli.CommandLine.TypeConversionException;

/**
 * How far values may move: a decimal or a fraction. A fraction that is no short decimal is rounded
 * up in its 60th digit, so that what is proved holds for the fraction; the question as it is
 * written out has the decimal.
 *
 * @param text as it was given
 * @param value at least what was given
 */
public record Epsilon(String text, BigDecimal value) {
  private static final MathContext UP = new MathContext(60, RoundingMode.UP);

  static Epsilon parse(String text) {
    int stroke = text.indexOf('/');
    if (stroke < 0) {
      return new Epsilon(text, OptionTypes.decimal(text));
    }
    BigDecimal dividend = OptionTypes.decimal(text.substring(0, stroke));
    BigDecimal divisor = OptionTypes.decimal(text.substring(stroke + 1));
    if (divisor.signum() <= 0) {
      throw new TypeConversionException("'" + text + "' has a divisor that is not positive");
    }
    return new Epsilon(text, dividend.divide(divisor, UP));
  }

  public boolean isNegative() {
    return value.signum() < 0;
  }

  @Override
  public String toString() {
    return text;
  }
}
