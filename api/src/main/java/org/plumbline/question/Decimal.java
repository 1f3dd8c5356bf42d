package org.plumbline.question;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import org.plumbline.specs.property.Decimals;

/** Numbers as people write them: of bounded length and exponent, so that none takes long. */
public final class Decimal {
  /** What is no short decimal is rounded up, so that what is proved holds for the fraction. */
  private static final MathContext UP = new MathContext(60, RoundingMode.UP);

  private Decimal() {}

  /**
   * A decimal.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static BigDecimal parse(String text) {
    try {
      Decimals.parse(text.strip());
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "': " + e.getMessage() + "; a number is like 60, 0.01 or 1e-3", e);
    }
  }

  /** Decimals, each as above. */
  public static BigDecimal[] parse(String[] texts) {
    return Arrays.stream(texts).map(Decimal::parse).toArray(BigDecimal[]::new);
  }

  /**
   * A decimal or a fraction, which may be rounded up in its 60th digit.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static BigDecimal fraction(String text) {
    int stroke = text.indexOf('/');
    if (stroke < 0) {
      return parse(text);
    }
    BigDecimal dividend = parse(text.substring(0, stroke));
    BigDecimal divisor = parse(text.substring(stroke + 1));
    if (divisor.signum() <= 0) {
      throw new IllegalArgumentException("'" + text + "' has a divisor that is not positive");
    }
    return dividend.divide(divisor, UP);
  }
}
