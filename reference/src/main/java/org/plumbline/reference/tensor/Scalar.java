package org.plumbline.reference.tensor;

import java.util.function.DoubleUnaryOperator;

/**
 * A number in one of the two readings: a {@link Plain} double of {@link Mode#TYPED} or a {@link
 * Ball} of {@link Mode#REAL}. Operators are written once, over this. Numbers of the two readings
 * never meet.
 */
public sealed interface Scalar permits Plain, Ball {
  /** The double, or the middle of the ball. */
  double value();

  /** An exact constant of the same reading. */
  Scalar of(double constant);

  Scalar plus(Scalar other);

  Scalar minus(Scalar other);

  Scalar times(Scalar other);

  /**
   * The quotient.
   *
   * @throws UncertainException if a ball around the divisor holds 0
   * @throws UndefinedException if the divisor of a ball is exactly 0
   */
  Scalar over(Scalar other);

  Scalar negated();

  Scalar abs();

  /** The greater one; NaN if either is. */
  Scalar max(Scalar other);

  /** The lesser one; NaN if either is. */
  Scalar min(Scalar other);

  Scalar sqrt();

  /**
   * The value of a function that never decreases and whose double has a relative error of at most
   * 2⁻⁴⁶. NaN stands for what is outside of its domain.
   */
  Scalar increasing(DoubleUnaryOperator function);

  /** The value of a function that never decreases and that is computed exactly. */
  Scalar step(DoubleUnaryOperator function);

  /** A function of slope −1 to 1 with values in [−1, 1], its double as exact as in increasing. */
  Scalar wave(DoubleUnaryOperator function);

  /**
   * Whether this is less than the other; false if either is NaN.
   *
   * @throws UncertainException if the balls overlap
   */
  boolean isLess(Scalar other);

  /**
   * Whether the two are equal; false if either is NaN.
   *
   * @throws UncertainException if the balls overlap and are not both exact
   */
  boolean isEqual(Scalar other);

  /**
   * {@code above} where this is greater than the limit, else {@code otherwise}; the hull of both
   * where a ball touches the limit.
   */
  Scalar select(Scalar limit, Scalar above, Scalar otherwise);

  /** Rounded to a real type if that is what the reading does within a node; a ball stays. */
  Scalar rounded(ElementType type);

  default Scalar plus(double constant) {
    return plus(of(constant));
  }

  default Scalar times(double constant) {
    return times(of(constant));
  }

  default Scalar over(double constant) {
    return over(of(constant));
  }

  default Scalar max(double constant) {
    return max(of(constant));
  }

  default Scalar min(double constant) {
    return min(of(constant));
  }

  default Scalar square() {
    return times(this);
  }

  default boolean isNaN() {
    return Double.isNaN(value());
  }
}
