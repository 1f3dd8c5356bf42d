package org.plumbline.network.onnx.file;

import java.util.Arrays;

/**
 * A constant tensor, row-major. Real elements of all types are doubles, integers and truth values
 * are {@code long}s (without a sign and of 64 bits: of the same bits), so that all are exact.
 *
 * @param reals owned by the tensor; null for integers
 * @param integers owned by the tensor; null for real elements
 */
public record OnnxTensor(
    String name, ElementType type, int[] shape, double[] reals, long[] integers) {
  public OnnxTensor {
    if ((type.isInteger() ? reals : integers) != null) {
      throw new IllegalArgumentException("tensor " + name + " of type " + type);
    }
    int held = type.isInteger() ? integers.length : reals.length;
    if (Shapes.count(shape) != held) {
      throw new IllegalArgumentException(
          "tensor "
              + name
              + " of shape "
              + Arrays.toString(shape)
              + " cannot hold "
              + held
              + " values");
    }
  }

  OnnxTensor named(String other) {
    return new OnnxTensor(other, type, shape, reals, integers);
  }

  /** Number of elements. */
  public int count() {
    return reals == null ? integers.length : reals.length;
  }

  /** Real numbers of a type that has them. */
  public static OnnxTensor reals(String name, ElementType type, int[] shape, double... values) {
    return new OnnxTensor(name, type, shape, values, null);
  }

  /** Integers of a type that has them, or truth values. */
  public static OnnxTensor integers(String name, ElementType type, int[] shape, long... values) {
    return new OnnxTensor(name, type, shape, null, values);
  }

  public static OnnxTensor float32(String name, int[] shape, float... values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return reals(name, ElementType.FLOAT, shape, wide);
  }

  /** A vector of integers, as shapes and axes are given. */
  public static OnnxTensor int64(String name, long... values) {
    return integers(name, ElementType.INT64, new int[] {values.length}, values);
  }
}
