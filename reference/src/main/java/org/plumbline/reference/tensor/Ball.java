package org.plumbline.reference.tensor;

import java.util.function.DoubleUnaryOperator;
import org.plumbline.reference.Evaluator;

/**
 * All reals within {@code radius} of {@code value}: the arithmetic of {@link Mode#REAL}. The result
 * of an operation holds every exact result for numbers of its operands.
 *
 * <p>The error of a rounded sum is a double and found by TwoSum (Knuth 1969, 4.2.2 Theorem B), that
 * of a product by a fused multiply-add, so that exact operations stay exact. An infinite value with
 * radius 0 is an infinity that the file holds. What overflows gets an infinite radius, which {@link
 * Evaluator} refuses.
 *
 * @param radius not negative
 */
public record Ball(double value, double radius) implements Scalar {
  /** Functions of {@link StrictMath} are within 2⁻⁵⁰; the rest is for sums of two or three. */
  private static final double RELATIVE = 0x1p-46;

  /** Products below this may have an error that no double holds. */
  private static final double UNDERFLOW = 0x1p-900;

  private static Ball of(Scalar other) {
    return (Ball) other;
  }

  private boolean isInfinite() {
    return radius == 0 && Double.isInfinite(value);
  }

  /** A double that is at most every number of this. */
  public double low() {
    return radius == 0 ? value : Math.nextDown(value - radius);
  }

  /** A double that is at least every number of this. */
  public double high() {
    return radius == 0 ? value : Math.nextUp(value + radius);
  }

  /** The greatest magnitude. */
  private double size() {
    return Outward.plus(Math.abs(value), radius);
  }

  private static Ball exact(double value) {
    return new Ball(value, 0);
  }

  @Override
  public Ball of(double constant) {
    return exact(constant);
  }

  @Override
  public Ball plus(Scalar other) {
    Ball b = of(other);
    double sum = value + b.value;
    if (isInfinite() || b.isInfinite()) {
      return exact(sum);
    }
    double part = sum - value;
    double error = Math.abs(value - (sum - part) + (b.value - part));
    return new Ball(sum, Outward.plus(Outward.plus(radius, b.radius), finite(sum, error)));
  }

  /** An overflow has an infinite error. */
  private static double finite(double result, double error) {
    return Math.abs(result) <= Double.MAX_VALUE ? error : Double.POSITIVE_INFINITY;
  }

  @Override
  public Ball minus(Scalar other) {
    return plus(of(other).negated());
  }

  @Override
  public Ball times(Scalar other) {
    Ball b = of(other);
    double product = value * b.value;
    if (isInfinite() || b.isInfinite()) {
      return infinite(product, b);
    }
    double inherited =
        Outward.plus(Outward.times(radius, b.size()), Outward.times(Math.abs(value), b.radius));
    return new Ball(product, Outward.plus(inherited, error(value, b.value, product)));
  }

  /** How far {@code product} is from a·b. */
  private static double error(double a, double b, double product) {
    if (a == 0 || b == 0) {
      return Math.abs(product);
    }
    double error = finite(product, Math.abs(Math.fma(a, b, -product)));
    return Math.abs(product) < UNDERFLOW ? Outward.plus(error, Double.MIN_VALUE) : error;
  }

  /** The product with an infinity, whose sign has to be certain. */
  private Ball infinite(double product, Ball b) {
    boolean isCertain = Math.abs(value) > radius && Math.abs(b.value) > b.radius;
    if (!isCertain && !Double.isNaN(product)) {
      throw new UncertainException("the sign of " + this + " times " + b + " is not known");
    }
    return exact(product);
  }

  @Override
  public Ball over(Scalar other) {
    Ball b = of(other);
    if (b.value == 0 && b.radius == 0) {
      throw new UndefinedException(this + " is divided by 0");
    }
    double quotient = value / b.value;
    if (b.isInfinite()) {
      return exact(quotient);
    }
    double least = Outward.lessInward(Math.abs(b.value), b.radius);
    if (!(least > 0)) {
      throw new UncertainException(this + " is divided by " + b);
    }
    if (isInfinite()) {
      return exact(quotient);
    }
    double rest = error(quotient, b.value, value);
    double rounding = finite(quotient, Outward.over(rest, Math.abs(b.value)));
    double inherited =
        Outward.plus(radius, Outward.times(Outward.plus(Math.abs(quotient), rounding), b.radius));
    return new Ball(quotient, Outward.plus(Outward.over(inherited, least), rounding));
  }

  @Override
  public Ball negated() {
    return new Ball(-value, radius);
  }

  @Override
  public Ball abs() {
    return new Ball(Math.abs(value), radius);
  }

  /** |max(a, b) − max(a′, b′)| ≤ max(|a − a′|, |b − b′|). */
  @Override
  public Ball max(Scalar other) {
    Ball b = of(other);
    if (value != b.value && low() >= b.high()) {
      return this;
    }
    if (value != b.value && b.low() >= high()) {
      return b;
    }
    return new Ball(Math.max(value, b.value), Math.max(radius, b.radius));
  }

  @Override
  public Ball min(Scalar other) {
    return negated().max(of(other).negated()).negated();
  }

  @Override
  public Ball sqrt() {
    double root = Math.sqrt(value);
    if (high() < 0) {
      throw new UndefinedException("the square root of " + this);
    }
    if (low() < 0) {
      throw new UncertainException("the square root of " + this);
    }
    if (isInfinite() || value == 0 && radius == 0) {
      return exact(root);
    }
    boolean isExact = value > UNDERFLOW && Math.fma(root, root, -value) == 0;
    double rounding = isExact ? 0 : Math.ulp(root);
    double spread =
        radius == 0
            ? 0
            : Math.max(
                Math.nextUp(Math.nextUp(Math.sqrt(high())) - root),
                Math.nextUp(root - Math.max(0, Math.nextDown(Math.sqrt(low())))));
    return new Ball(root, Outward.plus(spread, rounding));
  }

  @Override
  public Ball increasing(DoubleUnaryOperator function) {
    Ball step = step(function);
    if (Double.isInfinite(step.value)) {
      return step;
    }
    double size = Outward.plus(step.size(), Double.MIN_NORMAL);
    return new Ball(step.value, Outward.plus(step.radius, Outward.times(2 * RELATIVE, size)));
  }

  @Override
  public Ball step(DoubleUnaryOperator function) {
    double middle = function.applyAsDouble(value);
    double low = radius == 0 ? middle : function.applyAsDouble(low());
    double high = radius == 0 ? middle : function.applyAsDouble(high());
    if (Double.isNaN(low) && Double.isNaN(middle) && Double.isNaN(high)) {
      throw new UndefinedException(this + " is outside of the domain");
    }
    if (Double.isNaN(low) || Double.isNaN(middle) || Double.isNaN(high)) {
      throw new UncertainException(this + " touches the end of the domain");
    }
    if (isInfinite()) {
      return exact(middle);
    }
    if (Double.isInfinite(middle)) {
      return new Ball(middle, Double.POSITIVE_INFINITY);
    }
    double spread = Math.max(up(high, middle), up(middle, low));
    return new Ball(middle, spread);
  }

  /** a − b, which is not negative but for rounding, upwards. */
  private static double up(double a, double b) {
    return a == b ? 0 : Math.max(0, Math.nextUp(a - b));
  }

  @Override
  public Ball wave(DoubleUnaryOperator function) {
    double middle = function.applyAsDouble(value);
    if (Double.isNaN(middle)) {
      throw new UndefinedException("a periodic function of " + this);
    }
    return new Ball(middle, Outward.plus(Math.min(radius, 2), RELATIVE));
  }

  @Override
  public boolean isLess(Scalar other) {
    Ball b = of(other);
    if (Double.isNaN(value) || Double.isNaN(b.value)) {
      return false;
    }
    if (high() < b.low()) {
      return true;
    }
    if (low() >= b.high()) {
      return false;
    }
    throw new UncertainException("whether " + this + " is less than " + b);
  }

  @Override
  public boolean isEqual(Scalar other) {
    Ball b = of(other);
    if (high() < b.low() || low() > b.high()) {
      return false;
    }
    if (radius == 0 && b.radius == 0) {
      return value == b.value;
    }
    throw new UncertainException("whether " + this + " equals " + b);
  }

  @Override
  public Ball select(Scalar limit, Scalar above, Scalar otherwise) {
    Ball b = of(limit);
    if (low() > b.high()) {
      return of(above);
    }
    return high() <= b.low() ? of(otherwise) : of(above).hull(of(otherwise));
  }

  /** The ball around this that holds the other one as well. */
  private Ball hull(Ball other) {
    double distance = Math.nextUp(Math.abs(value - other.value));
    return new Ball(value, Math.max(radius, Outward.plus(distance, other.radius)));
  }

  @Override
  public Ball rounded(ElementType type) {
    return this;
  }

  @Override
  public String toString() {
    return radius == 0 ? Double.toString(value) : value + " ± " + radius;
  }
}
