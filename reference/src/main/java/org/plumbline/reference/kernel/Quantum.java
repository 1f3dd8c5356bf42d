package org.plumbline.reference.kernel;

/** The greatest power of two, by its exponent, that all numbers are multiples of. */
final class Quantum {
  /** Above every other: zero is a multiple of everything. */
  static final int OF_ZERO = 1 << 20;

  private static final long FRACTION = (1L << 52) - 1;

  private Quantum() {}

  /** The quantum of one number; far below all others if it is not finite. */
  static int of(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long fraction = bits & FRACTION;
    int exponent = Math.getExponent(value);
    if (exponent > Double.MAX_EXPONENT) {
      return -OF_ZERO;
    }
    if (exponent < Double.MIN_EXPONENT) {
      return fraction == 0 ? OF_ZERO : Long.numberOfTrailingZeros(fraction) - 1074;
    }
    return exponent - 52 + Long.numberOfTrailingZeros(fraction | 1L << 52);
  }
}
