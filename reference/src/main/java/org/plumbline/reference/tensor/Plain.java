package org.plumbline.reference.tensor;

import java.util.function.DoubleUnaryOperator;

/** A double of {@link Mode#TYPED}: the arithmetic of IEEE 754. */
public record Plain(double value) implements Scalar {
  private static double of(Scalar other) {
    return ((Plain) other).value;
  }

  @Override
  public Scalar of(double constant) {
    return new Plain(constant);
  }

  @Override
  public Scalar plus(Scalar other) {
    return new Plain(value + of(other));
  }

  @Override
  public Scalar minus(Scalar other) {
    return new Plain(value - of(other));
  }

  @Override
  public Scalar times(Scalar other) {
    return new Plain(value * of(other));
  }

  @Override
  public Scalar over(Scalar other) {
    return new Plain(value / of(other));
  }

  @Override
  public Scalar negated() {
    return new Plain(-value);
  }

  @Override
  public Scalar abs() {
    return new Plain(Math.abs(value));
  }

  @Override
  public Scalar max(Scalar other) {
    return new Plain(Math.max(value, of(other)));
  }

  @Override
  public Scalar min(Scalar other) {
    return new Plain(Math.min(value, of(other)));
  }

  @Override
  public Scalar sqrt() {
    return new Plain(Math.sqrt(value));
  }

  @Override
  public Scalar increasing(DoubleUnaryOperator function) {
    return new Plain(function.applyAsDouble(value));
  }

  @Override
  public Scalar step(DoubleUnaryOperator function) {
    return new Plain(function.applyAsDouble(value));
  }

  @Override
  public Scalar wave(DoubleUnaryOperator function) {
    return new Plain(function.applyAsDouble(value));
  }

  @Override
  public boolean isLess(Scalar other) {
    return value < of(other);
  }

  @Override
  public boolean isEqual(Scalar other) {
    return value == of(other);
  }

  @Override
  public Scalar select(Scalar limit, Scalar above, Scalar otherwise) {
    return value > of(limit) ? above : otherwise;
  }

  @Override
  public Scalar rounded(ElementType type) {
    return new Plain(type.round(value));
  }
}
