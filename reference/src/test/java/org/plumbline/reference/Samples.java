package org.plumbline.reference;

import java.util.Random;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/** Seeded tensors for tests. */
public final class Samples {
  static final ElementType[] REALS = {
    ElementType.FLOAT32, ElementType.FLOAT64, ElementType.FLOAT16, ElementType.BFLOAT16
  };
  static final ElementType[] INTEGERS = {
    ElementType.INT8,
    ElementType.INT16,
    ElementType.INT32,
    ElementType.INT64,
    ElementType.UINT8,
    ElementType.UINT16,
    ElementType.UINT32,
    ElementType.UINT64
  };

  private Samples() {}

  /** Reals of about 1, integers of the whole range of their type. */
  public static ReferenceTensor of(Random random, ElementType type, long... dims) {
    Shape shape = Shape.of(dims);
    if (type.isReal()) {
      return reals(random, type, -2, 2, dims);
    }
    return ReferenceTensor.integers(
        type, shape, random.longs(shape.size()).map(type::wrap).toArray());
  }

  /** Reals of a range, rounded to their type. */
  static ReferenceTensor reals(
      Random random, ElementType type, double low, double high, long... dims) {
    Shape shape = Shape.of(dims);
    double[] values = random.doubles(shape.size(), low, high).map(type::round).toArray();
    return ReferenceTensor.reals(type, shape, values);
  }

  /** Integers from {@code low} to before {@code high}. */
  static ReferenceTensor integers(
      Random random, ElementType type, long low, long high, long... dims) {
    Shape shape = Shape.of(dims);
    return ReferenceTensor.integers(type, shape, random.longs(shape.size(), low, high).toArray());
  }

  /** Small whole numbers of any type. */
  static ReferenceTensor small(Random random, ElementType type, int most, long... dims) {
    int low = type.isSigned() ? -most : 0;
    Shape shape = Shape.of(dims);
    if (type == ElementType.BOOL) {
      return integers(random, type, 0, 2, dims);
    }
    if (type.isReal()) {
      return ReferenceTensor.reals(
          type, shape, random.ints(shape.size(), low, most + 1).asDoubleStream().toArray());
    }
    return integers(random, type, low, most + 1, dims);
  }

  static ReferenceTensor longs(long... values) {
    return ReferenceTensor.integers(ElementType.INT64, Shape.of(values.length), values);
  }

  static ReferenceTensor floats(double... values) {
    return ReferenceTensor.reals(ElementType.FLOAT32, Shape.of(values.length), values);
  }

  static ReferenceTensor scalar(ElementType type, double value) {
    return type.isReal()
        ? ReferenceTensor.reals(type, Shape.SCALAR, value)
        : ReferenceTensor.integers(type, Shape.SCALAR, (long) value);
  }
}
