package org.plumbline.network.onnx;

import java.util.Arrays;

/**
 * A constant tensor, row-major. All element types are kept as doubles: exact but for integers
 * beyond 2⁵³.
 *
 * @param values owned by the tensor; finite
 */
public record OnnxTensor(String name, ElementType type, int[] shape, double[] values) {
  public OnnxTensor {
    if (Shapes.count(shape) != values.length) {
      throw new IllegalArgumentException(
          "tensor "
              + name
              + " of shape "
              + Arrays.toString(shape)
              + " cannot hold "
              + values.length
              + " values");
    }
  }

  public static OnnxTensor float32(String name, int[] shape, float... values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return new OnnxTensor(name, ElementType.FLOAT, shape, wide);
  }

  /** A vector of integers, as shapes and axes are given. */
  public static OnnxTensor int64(String name, long... values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return new OnnxTensor(name, ElementType.INT64, new int[] {values.length}, wide);
  }
}
