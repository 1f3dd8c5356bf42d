package org.plumbline.network.exact;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The rational number {@code mantissa · 2^exponent}. Every finite double is one, and sums and
 * products of them are again, so that piecewise linear networks are evaluated without rounding.
 * Normalised: the mantissa is odd, or zero with exponent zero; equal numbers are equal records.
 */
public record Dyadic(BigInteger mantissa, int exponent) implements Comparable<Dyadic> {
  /**
   * Exponents and widths beyond this many bits are refused with an {@link ArithmeticException}:
   * doubles span ±1074, so that only hundreds of factors get there.
   */
  public static final int MAX_BITS = 1 << 20;

  public static final Dyadic ZERO = new Dyadic(BigInteger.ZERO, 0);
  public static final Dyadic ONE = new Dyadic(BigInteger.ONE, 0);

  private static final int MANTISSA_BITS = 53;
  private static final int LOWEST_EXPONENT = -1074;

  public Dyadic {
    if (mantissa.signum() == 0) {
      exponent = 0;
    } else {
      int zeros = mantissa.getLowestSetBit();
      if (zeros > 0) {
        mantissa = mantissa.shiftRight(zeros);
        exponent = Math.addExact(exponent, zeros);
      }
      if (Math.abs((long) exponent) > MAX_BITS || mantissa.bitLength() > MAX_BITS) {
        throw new ArithmeticException(
            "exact number of "
                + mantissa.bitLength()
                + " bits times 2^"
                + exponent
                + " is beyond the limit of "
                + MAX_BITS
                + " bits");
      }
    }
  }

  /**
   * Exactly the given double.
   *
   * @throws ArithmeticException when it is infinite or NaN
   */
  public static Dyadic ofDouble(double value) {
    if (!Double.isFinite(value)) {
      throw new ArithmeticException(value + " is not a number that exact arithmetic can take");
    }
    if (value == 0) {
      return ZERO;
    }
    long bits = Double.doubleToRawLongBits(value);
    int biased = (int) (bits >>> (MANTISSA_BITS - 1)) & 0x7ff;
    long fraction = bits & ((1L << (MANTISSA_BITS - 1)) - 1);
    long magnitude = biased == 0 ? fraction : fraction | 1L << (MANTISSA_BITS - 1);
    return new Dyadic(
        BigInteger.valueOf(value < 0 ? -magnitude : magnitude),
        Math.max(biased, 1) - 1 + LOWEST_EXPONENT);
  }

  public Dyadic add(Dyadic other) {
    if (signum() == 0 || other.signum() == 0) {
      return signum() == 0 ? other : this;
    }
    int common = Math.min(exponent, other.exponent);
    return new Dyadic(scaledTo(common).add(other.scaledTo(common)), common);
  }

  public Dyadic subtract(Dyadic other) {
    return add(other.negate());
  }

  public Dyadic multiply(Dyadic other) {
    return new Dyadic(mantissa.multiply(other.mantissa), exponent + other.exponent);
  }

  public Dyadic negate() {
    return new Dyadic(mantissa.negate(), exponent);
  }

  public int signum() {
    return mantissa.signum();
  }

  @Override
  public int compareTo(Dyadic other) {
    if (signum() != other.signum()) {
      return Integer.compare(signum(), other.signum());
    }
    int common = Math.min(exponent, other.exponent);
    return scaledTo(common).compareTo(other.scaledTo(common));
  }

  private BigInteger scaledTo(int lowerExponent) {
    return mantissa.shiftLeft(exponent - lowerExponent);
  }

  /** The nearest double, ties to even; infinite beyond the doubles. */
  public double toDouble() {
    int last = Math.max(mantissa.bitLength() + exponent - MANTISSA_BITS, LOWEST_EXPONENT);
    if (exponent >= last) {
      return Math.scalb(mantissa.shiftLeft(exponent - last).doubleValue(), last);
    }
    BigInteger magnitude = mantissa.abs();
    int dropped = last - exponent;
    BigInteger kept = magnitude.shiftRight(dropped);
    boolean half = magnitude.testBit(dropped - 1);
    boolean beyondHalf = magnitude.getLowestSetBit() < dropped - 1;
    if (half && (beyondHalf || kept.testBit(0))) {
      kept = kept.add(BigInteger.ONE);
    }
    return Math.scalb(signum() * kept.doubleValue(), last);
  }

  /** Exactly this number in decimal. */
  public BigDecimal toBigDecimal() {
    return exponent >= 0
        ? new BigDecimal(mantissa.shiftLeft(exponent))
        : new BigDecimal(mantissa.multiply(BigInteger.valueOf(5).pow(-exponent)), -exponent);
  }

  @Override
  public String toString() {
    return mantissa + "*2^" + exponent;
  }
}
