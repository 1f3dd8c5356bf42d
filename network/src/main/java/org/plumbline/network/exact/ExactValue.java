package org.plumbline.network.exact;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A dyadic rational laid out for fast sums: {@code Σ digits[d] · 2^(24·(base + d))}. All numbers
 * share this grid of 24-bit digits, so that adding two needs no shift. Built by {@link ExactSum};
 * immutable.
 */
public final class ExactValue {
  static final int DIGIT_BITS = 24;
  private static final int DIGIT_BYTES = DIGIT_BITS / 8;

  public static final ExactValue ZERO = new ExactValue(0, new int[0]);
  public static final ExactValue ONE = new ExactValue(0, new int[] {1});

  private final int base;
  private final int[] digits;

  /** Digits all of one sign, magnitudes below 2²⁴, the first and the last not zero. */
  ExactValue(int base, int[] digits) {
    this.base = base;
    this.digits = digits;
  }

  int base() {
    return base;
  }

  int[] digits() {
    return digits;
  }

  public int signum() {
    return digits.length == 0 ? 0 : Integer.signum(digits[digits.length - 1]);
  }

  public boolean isInteger() {
    return digits.length == 0 || base >= 0;
  }

  /** Whether it is an even integer. */
  public boolean isEven() {
    return digits.length == 0 || base > 0 || base == 0 && (digits[0] & 1) == 0;
  }

  /** The integer next to it on the side of zero. */
  public ExactValue truncated() {
    if (isInteger()) {
      return this;
    }
    int from = -base;
    if (from >= digits.length) {
      return ZERO;
    }
    while (digits[from] == 0) {
      from++;
    }
    return new ExactValue(base + from, Arrays.copyOfRange(digits, from, digits.length));
  }

  public Dyadic toDyadic() {
    byte[] magnitude = new byte[digits.length * DIGIT_BYTES];
    for (int d = 0; d < digits.length; d++) {
      int digit = Math.abs(digits[d]);
      int end = magnitude.length - DIGIT_BYTES * d;
      magnitude[end - 1] = (byte) digit;
      magnitude[end - 2] = (byte) (digit >> 8);
      magnitude[end - 3] = (byte) (digit >> 16);
    }
    return new Dyadic(new BigInteger(signum(), magnitude), DIGIT_BITS * base);
  }

  @Override
  public String toString() {
    return toDyadic().toString();
  }
}
