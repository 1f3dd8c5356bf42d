package org.plumbline.specs.property;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Exact decimals of untrusted text: read with limits, kept in one canonical form, printed.
 *
 * <p>Grammar: {@code [+-] (digits [. digits] | . digits) [(e|E) [+-] digits]}, a trailing point
 * allowed. Canonical means without trailing zeros, so that {@code equals} is numeric equality.
 */
public final class Decimals {
  /** Longest number, in characters; the exact value of any double is shorter. */
  public static final int MAX_LENGTH = 2_000;

  /** Largest power of ten by magnitude; doubles end at 308. */
  public static final int MAX_EXPONENT = 2_000;

  private static final int FAST_DIGITS = 18;
  private static final int PLAIN_ZEROS = 20;

  private Decimals() {}

  /**
   * @throws NumberFormatException with a message that says what is wrong, without the text itself
   */
  public static BigDecimal parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parse(bytes, bytes.length);
  }

  /**
   * Reads the first {@code length} bytes.
   *
   * @throws NumberFormatException as above
   */
  public static BigDecimal parse(byte[] text, int length) {
    if (length > MAX_LENGTH) {
      throw new NumberFormatException("a number has at most " + MAX_LENGTH + " characters");
    }
    int at = length > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    long mantissa = 0;
    int digits = 0;
    int scale = 0;
    boolean point = false;
    for (; at < length; at++) {
      byte c = text[at];
      if (c >= '0' && c <= '9') {
        mantissa = 10 * mantissa + (c - '0');
        digits++;
        scale += point ? 1 : 0;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      throw new NumberFormatException("not a decimal number");
    }
    int exponent = at < length ? exponent(text, at, length) : 0;
    if (digits > FAST_DIGITS) {
      return canonical(new BigDecimal(new String(text, 0, length, StandardCharsets.US_ASCII)));
    }
    return valueOf(text[0] == '-' ? -mantissa : mantissa, scale - exponent);
  }

  private static int exponent(byte[] text, int start, int length) {
    int at = start + 1;
    boolean negative = at < length && text[at] == '-';
    if (at < length && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    if ((text[start] != 'e' && text[start] != 'E') || at == length) {
      throw new NumberFormatException("not a decimal number");
    }
    int exponent = 0;
    for (; at < length; at++) {
      if (text[at] < '0' || text[at] > '9') {
        throw new NumberFormatException("not a decimal number");
      }
      exponent = 10 * exponent + (text[at] - '0');
      if (exponent > MAX_EXPONENT) {
        throw new NumberFormatException("an exponent lies within ±" + MAX_EXPONENT);
      }
    }
    return negative ? -exponent : exponent;
  }

  private static BigDecimal valueOf(long mantissa, int scale) {
    if (mantissa == 0) {
      return BigDecimal.ZERO;
    }
    long shortened = mantissa;
    int shortScale = scale;
    while (shortened % 10 == 0) {
      shortened /= 10;
      shortScale--;
    }
    return BigDecimal.valueOf(shortened, shortScale);
  }

  /** The same value without trailing zeros; the argument itself where it has none. */
  public static BigDecimal canonical(BigDecimal value) {
    if (value.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() == value.scale() ? value : stripped;
  }

  /** Canonical copies. */
  public static BigDecimal[] canonical(BigDecimal[] values) {
    BigDecimal[] result = new BigDecimal[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = canonical(values[i]);
    }
    return result;
  }

  /** Exact text, plain where it stays short ({@code 1000}, {@code 0.001}), else {@code 1E-30}. */
  public static String text(BigDecimal value) {
    BigDecimal canonical = canonical(value);
    return Math.abs(canonical.scale()) <= PLAIN_ZEROS
        ? canonical.toPlainString()
        : canonical.toString();
  }

  /** Exact plain text with a point, as VNN-LIB 2.0 writes fractions: {@code 1000.0}. */
  public static String withPoint(BigDecimal value) {
    String plain = value.toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }
}
