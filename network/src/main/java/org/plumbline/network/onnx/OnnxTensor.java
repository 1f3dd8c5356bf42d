package org.plumbline.network.onnx;

/**
 * A constant tensor, row-major. Integer and boolean data are kept as doubles, exact up to 2⁵³.
 *
 * @param isInteger whether the element type is an integer or boolean, so that arithmetic truncates
 */
public record OnnxTensor(String name, int[] shape, double[] values, boolean isInteger) {

  static int count(int[] shape) {
    long count = 1;
    for (int extent : shape) {
      count = Math.multiplyExact(count, (long) extent);
    }
    return Math.toIntExact(count);
  }

  boolean isScalarLike() {
    return values.length == 1;
  }

  int[] asInts() {
    int[] ints = new int[values.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, values[i]));
    }
    return ints;
  }
}
