package org.plumbline.specs.vnnlib2;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;
import org.plumbline.specs.property.Decimals;

/** Short decimals that read back as the same floating-point number, without exponents. */
final class ShortDecimal {
  private static final int DIGITS32 = 9;
  private static final int DIGITS64 = 17;

  private ShortDecimal() {}

  /**
   * Of a finite binary32 number. It reads back as itself directly and through binary64, as Python
   * reads it.
   */
  static String of(float value) {
    return text(
        value,
        DIGITS32,
        decimal -> decimal.floatValue() == value && (float) decimal.doubleValue() == value);
  }

  /** Of a finite binary64 number. */
  static String of(double value) {
    return text(value, DIGITS64, decimal -> decimal.doubleValue() == value);
  }

  private static String text(double value, int most, Predicate<BigDecimal> same) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(value + " in a witness");
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < most; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (same.test(rounded)) {
        return Decimals.withPoint(rounded);
      }
    }
    return Decimals.withPoint(exact.round(new MathContext(most, RoundingMode.HALF_EVEN)));
  }
}
