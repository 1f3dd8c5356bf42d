package org.plumbline.question;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/** Numbers as people write them. */
public final class Decimal {
  /** What is no short decimal is rounded up, so that what is proved holds for the fraction. */
  private static final MathContext UP = new MathContext(60, RoundingMode.UP);

  private static final int LONGEST = 100;

  private Decimal() {}

  /**
   * A decimal or a fraction, at least 0.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static BigDecimal parse(String text) {
    int stroke = text.indexOf('/');
    BigDecimal value =
        stroke < 0
            ? parseSigned(text)
            : quotient(parseSigned(text.substring(0, stroke)), text.substring(stroke + 1));
    if (value.signum() < 0) {
      throw new IllegalArgumentException("'" + text + "' is negative");
    }
    return value;
  }

  private static BigDecimal quotient(BigDecimal dividend, String divisor) {
    BigDecimal by = parseSigned(divisor);
    if (by.signum() <= 0) {
      throw new IllegalArgumentException("the divisor '" + divisor + "' is not positive");
    }
    return dividend.divide(by, UP);
  }

  /**
   * A decimal.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static BigDecimal parseSigned(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("a number of " + text.length() + " characters");
    }
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no number", e);
    }
  }

  /** Decimals, each as above. */
  public static BigDecimal[] parseSigned(String[] texts) {
    return Arrays.stream(texts).map(Decimal::parseSigned).toArray(BigDecimal[]::new);
  }
}
