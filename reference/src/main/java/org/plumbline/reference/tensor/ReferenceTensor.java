package org.plumbline.reference.tensor;

import java.util.Arrays;

/**
 * A tensor: its element type, its shape and its elements, row-major. Reals are balls {@code value ±
 * radius}; in {@link Mode#TYPED} and where all are exact there are no radii. It never changes.
 */
public final class ReferenceTensor {
  private final ElementType type;
  private final Shape shape;
  private final double[] values;
  private final double[] radii;
  private final long[] integers;

  private ReferenceTensor(
      ElementType type, Shape shape, double[] values, double[] radii, long[] integers) {
    this.type = type;
    this.shape = shape;
    this.values = values;
    this.radii = radii;
    this.integers = integers;
  }

  /**
   * Exact reals.
   *
   * @param type a real type; {@link Mode#TYPED} demands that it holds the values
   * @throws IllegalArgumentException if the type is none or the number of values is wrong
   */
  public static ReferenceTensor reals(ElementType type, Shape shape, double... values) {
    return wrap(type, shape, values.clone(), null);
  }

  /** Balls around {@code values}, for {@link Mode#REAL}; the radii are finite and not negative. */
  public static ReferenceTensor balls(
      ElementType type, Shape shape, double[] values, double[] radii) {
    if (radii.length != values.length
        || !Arrays.stream(radii).allMatch(r -> r >= 0 && r < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a radius is missing, negative or not finite");
    }
    return wrap(type, shape, values.clone(), radii.clone());
  }

  /**
   * Integers or truth values (0 and 1). A {@link ElementType#UINT64} is given by its 64 bits.
   *
   * @throws IllegalArgumentException if the type is real, the number of values is wrong or one is
   *     out of the range of its type
   */
  public static ReferenceTensor integers(ElementType type, Shape shape, long... values) {
    if (!Arrays.stream(values).allMatch(v -> type.wrap(v) == v)) {
      throw new IllegalArgumentException("a value is out of the range of " + type);
    }
    return wrap(type, shape, values.clone());
  }

  /** Takes the arrays as they are; nobody may change them from now on. */
  public static ReferenceTensor wrap(
      ElementType type, Shape shape, double[] values, double[] radii) {
    if (!type.isReal() || values.length != shape.size()) {
      throw new IllegalArgumentException(values.length + " reals for " + type + shape);
    }
    return new ReferenceTensor(type, shape, values, radii, null);
  }

  /** Takes the array as it is; nobody may change it from now on. */
  public static ReferenceTensor wrap(ElementType type, Shape shape, long[] integers) {
    if (type.isReal() || integers.length != shape.size()) {
      throw new IllegalArgumentException(integers.length + " integers for " + type + shape);
    }
    return new ReferenceTensor(type, shape, null, null, integers);
  }

  public ElementType type() {
    return type;
  }

  public Shape shape() {
    return shape;
  }

  /** The number of elements. */
  public int size() {
    return shape.size();
  }

  /** The middle of a real; an integer as the double nearest to it. */
  public double value(int index) {
    return values == null ? type.toDouble(integers[index]) : values[index];
  }

  /** How far the exact result is from {@link #value} at most; 0 for integers. */
  public double radius(int index) {
    return radii == null ? 0 : radii[index];
  }

  /**
   * An integer or a truth value.
   *
   * @throws IllegalStateException for a tensor of reals
   */
  public long integer(int index) {
    if (integers == null) {
      throw new IllegalStateException("a tensor of " + type + " holds no integers");
    }
    return integers[index];
  }

  public boolean isReal() {
    return type.isReal();
  }

  /** Whether all elements are known exactly. */
  public boolean isExact() {
    return radii == null || Arrays.stream(radii).allMatch(r -> r == 0);
  }

  public double[] values() {
    return values;
  }

  /** Null if all are exact. */
  public double[] radii() {
    return radii;
  }

  public long[] integers() {
    return integers;
  }

  /** A real as a number of this reading. */
  public Scalar scalar(Mode mode, int index) {
    return mode == Mode.TYPED ? new Plain(values[index]) : new Ball(values[index], radius(index));
  }

  /** The same elements in another shape of the same size. */
  public ReferenceTensor reshape(Shape other) {
    if (other.size() != shape.size()) {
      throw new ReferenceException("the shape " + shape + " does not become " + other);
    }
    return new ReferenceTensor(type, other, values, radii, integers);
  }

  /** The elements at these indices, in a new shape; index −1 stands for zero. */
  public ReferenceTensor pick(int[] source, Shape other) {
    if (integers != null) {
      return wrap(type, other, pick(integers, source));
    }
    double[] pickedRadii = radii == null ? null : pick(radii, source);
    return wrap(type, other, pick(values, source), pickedRadii);
  }

  private static long[] pick(long[] data, int[] source) {
    long[] picked = new long[source.length];
    for (int i = 0; i < source.length; i++) {
      picked[i] = source[i] < 0 ? 0 : data[source[i]];
    }
    return picked;
  }

  private static double[] pick(double[] data, int[] source) {
    double[] picked = new double[source.length];
    for (int i = 0; i < source.length; i++) {
      picked[i] = source[i] < 0 ? 0 : data[source[i]];
    }
    return picked;
  }

  @Override
  public String toString() {
    int shown = Math.min(size(), 8);
    StringBuilder text = new StringBuilder().append(type).append(shape).append(" {");
    for (int i = 0; i < shown; i++) {
      text.append(i == 0 ? "" : ", ");
      text.append(integers == null ? String.valueOf(values[i]) : text(integers[i]));
      text.append(radius(i) == 0 ? "" : " ± " + radius(i));
    }
    return text.append(shown < size() ? ", …}" : "}").toString();
  }

  private String text(long value) {
    return type.isSigned() ? Long.toString(value) : Long.toUnsignedString(value);
  }
}
