package org.plumbline.network.exact;

import java.util.Arrays;

/**
 * An exact sum of products of doubles with exact values, after Kulisch's long accumulator: one cell
 * of 64 bits per digit of 24 bits collects products of digits, and carries move up only every few
 * thousand products. Costs about two multiplications per digit of the value for a float32 weight.
 * Reusable: {@link #total} starts over. Not for use by two threads.
 */
public final class ExactSum {
  private static final int BITS = ExactValue.DIGIT_BITS;
  private static final long MASK = (1L << BITS) - 1;

  /** Two products below 2⁴⁸ per cell and step: 2¹³ steps stay below 2⁶². */
  private static final int STEPS_BETWEEN_CARRIES = 1 << 13;

  /** Cells kept free above the highest in use, for carries. */
  private static final int HEADROOM = 4;

  private static final int MAX_CELLS = Dyadic.MAX_BITS / BITS / 4;

  private static final int LEAST_EXPONENT = -1022;
  private static final int GREATEST_EXPONENT = 1000;

  private long[] cells = new long[64];
  private int origin;
  private int low;
  private int high;
  private int steps;

  /**
   * Adds {@code weight · value}.
   *
   * @throws ArithmeticException when the weight is infinite or NaN, or the sum needs more than 2¹⁸
   *     bits
   */
  public void add(double weight, ExactValue value) {
    if (weight == 0 || value.signum() == 0) {
      return;
    }
    if (!Double.isFinite(weight)) {
      throw new ArithmeticException(weight + " is not a number that exact arithmetic can take");
    }
    long bits = Double.doubleToRawLongBits(weight);
    int biased = (int) (bits >>> 52) & 0x7ff;
    long fraction = bits & ((1L << 52) - 1);
    long mantissa = biased == 0 ? fraction : fraction | 1L << 52;
    int zeros = Long.numberOfTrailingZeros(mantissa);
    mantissa >>>= zeros;
    int exponent = Math.max(biased, 1) - 1075 + zeros;
    int position = Math.floorDiv(exponent, BITS);
    int shift = exponent - BITS * position;
    int sign = bits < 0 ? -1 : 1;
    long above = mantissa >>> (BITS - shift);
    addDigits(position, sign * ((mantissa << shift) & MASK), sign * (above & MASK), value);
    long rest = above >>> BITS;
    if (rest != 0) {
      addDigits(position + 2, sign * (rest & MASK), sign * (rest >>> BITS), value);
    }
  }

  /**
   * The exact product of two values; no sum may be under way.
   *
   * @throws ArithmeticException when a value has digits that are no doubles, or the product needs
   *     more than 2¹⁸ bits
   */
  public ExactValue product(ExactValue left, ExactValue right) {
    int[] digits = left.digits();
    for (int d = 0; d < digits.length; d++) {
      int exponent = BITS * (left.base() + d);
      if (exponent < LEAST_EXPONENT || exponent > GREATEST_EXPONENT) {
        throw new ArithmeticException("a digit at 2^" + exponent + " is beyond the doubles");
      }
      add(Math.scalb((double) digits[d], exponent), right);
    }
    return total();
  }

  private void addDigits(int position, long lower, long upper, ExactValue value) {
    int[] digits = value.digits();
    int start = reserve(position + value.base(), digits.length + 1);
    long[] sum = cells;
    long below = 0;
    for (int d = 0; d < digits.length; d++) {
      long digit = digits[d];
      sum[start + d] += lower * digit + below;
      below = upper * digit;
    }
    sum[start + digits.length] += below;
    if (++steps == STEPS_BETWEEN_CARRIES) {
      carry();
    }
  }

  /** Makes room for cells of the grid; returns the index of the first. */
  private int reserve(int position, int count) {
    if (low == high) {
      origin = position - HEADROOM;
      low = high = HEADROOM;
    }
    int start = position - origin;
    if (start < 0 || Math.max(high, start + count) + HEADROOM > cells.length) {
      int shift = Math.max(0, -start) + (start < 0 ? cells.length / 2 : 0);
      long needed = (long) shift + Math.max(high, start + count) + HEADROOM;
      if (needed > MAX_CELLS) {
        throw new ArithmeticException(
            "an exact value needs more than "
                + BITS * MAX_CELLS
                + " bits; maybe the weights span"
                + " an absurd range");
      }
      long[] wider = new long[(int) Math.max(needed * 3 / 2, cells.length)];
      System.arraycopy(cells, low, wider, low + shift, high - low);
      cells = wider;
      origin -= shift;
      low += shift;
      high += shift;
      start += shift;
    }
    low = Math.min(low, start);
    high = Math.max(high, start + count);
    return start;
  }

  /** Brings every cell into {@code [0, 2²⁴)}, but the last, which may be −1. */
  private void carry() {
    long carry = 0;
    int c = low;
    for (; c < high || carry != 0 && carry != -1; c++) {
      long cell = cells[c] + carry;
      cells[c] = cell & MASK;
      carry = cell >> BITS;
    }
    if (carry != 0) {
      cells[c++] += carry;
    }
    high = c;
    steps = 0;
  }

  /** The sum since the last total; the sum is zero afterwards. */
  public ExactValue total() {
    if (low == high) {
      return ExactValue.ZERO;
    }
    carry();
    int sign = 1;
    if (cells[high - 1] < 0) {
      sign = -1;
      for (int c = low; c < high; c++) {
        cells[c] = -cells[c];
      }
      carry();
    }
    ExactValue total = trimmed(sign);
    Arrays.fill(cells, low, high, 0);
    low = high = 0;
    return total;
  }

  private ExactValue trimmed(int sign) {
    int first = low;
    int end = high;
    while (first < end && cells[first] == 0) {
      first++;
    }
    while (first < end && cells[end - 1] == 0) {
      end--;
    }
    if (first == end) {
      return ExactValue.ZERO;
    }
    int[] digits = new int[end - first];
    for (int d = 0; d < digits.length; d++) {
      digits[d] = sign * (int) cells[first + d];
    }
    return new ExactValue(origin + first, digits);
  }
}
