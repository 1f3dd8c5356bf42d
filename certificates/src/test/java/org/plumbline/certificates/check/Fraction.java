package org.plumbline.certificates.check;

import java.math.BigDecimal;
import java.math.BigInteger;

/** A rational number in lowest terms, its denominator positive. */
record Fraction(BigInteger top, BigInteger bottom) implements Comparable<Fraction> {
  static final Fraction ZERO = of(0);
  static final Fraction ONE = of(1);

  Fraction {
    BigInteger common = top.gcd(bottom);
    BigInteger divisor = bottom.signum() < 0 ? common.negate() : common;
    if (!divisor.equals(BigInteger.ONE)) {
      top = top.divide(divisor);
      bottom = bottom.divide(divisor);
    }
  }

  static Fraction of(long value) {
    return new Fraction(BigInteger.valueOf(value), BigInteger.ONE);
  }

  static Fraction of(BigDecimal value) {
    BigInteger power = BigInteger.TEN.pow(Math.abs(value.scale()));
    return value.scale() >= 0
        ? new Fraction(value.unscaledValue(), power)
        : new Fraction(value.unscaledValue().multiply(power), BigInteger.ONE);
  }

  /** The number that a finite double is. */
  static Fraction of(double value) {
    return of(new BigDecimal(value));
  }

  Fraction plus(Fraction other) {
    return new Fraction(
        top.multiply(other.bottom).add(other.top.multiply(bottom)), bottom.multiply(other.bottom));
  }

  Fraction minus(Fraction other) {
    return plus(other.negated());
  }

  Fraction times(Fraction other) {
    return new Fraction(top.multiply(other.top), bottom.multiply(other.bottom));
  }

  /**
   * @throws ArithmeticException if the other one is 0
   */
  Fraction over(Fraction other) {
    return new Fraction(top.multiply(other.bottom), bottom.multiply(other.top));
  }

  Fraction negated() {
    return new Fraction(top.negate(), bottom);
  }

  int signum() {
    return top.signum();
  }

  Fraction least(Fraction other) {
    return compareTo(other) <= 0 ? this : other;
  }

  Fraction greatest(Fraction other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public int compareTo(Fraction other) {
    return top.multiply(other.bottom).compareTo(other.top.multiply(bottom));
  }
}
