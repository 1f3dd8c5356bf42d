package org.plumbline.network.onnx;

import java.util.Arrays;

/** Row-major index arithmetic. */
final class Shapes {
  private Shapes() {}

  static int[] strides(int[] shape) {
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= shape[d];
    }
    return strides;
  }

  /** The multi-index of a flat index. */
  static void unravel(int flat, int[] shape, int[] index) {
    int rest = flat;
    for (int d = shape.length - 1; d >= 0; d--) {
      index[d] = rest % shape[d];
      rest /= shape[d];
    }
  }

  /** An axis counted from the end made positive; null if there is no such axis. */
  static Integer axis(int axis, int rank) {
    int positive = axis < 0 ? axis + rank : axis;
    return positive >= 0 && positive < rank ? positive : null;
  }

  /** Numpy's broadcast of two shapes, or null if they do not fit. */
  static int[] broadcast(int[] left, int[] right) {
    int rank = Math.max(left.length, right.length);
    int[] result = new int[rank];
    for (int d = 0; d < rank; d++) {
      int a = d < rank - left.length ? 1 : left[d - rank + left.length];
      int b = d < rank - right.length ? 1 : right[d - rank + right.length];
      if (a != b && a != 1 && b != 1) {
        return null;
      }
      result[d] = a == 1 ? b : a;
    }
    return result;
  }

  /** For each element of the broadcast shape the element of the smaller tensor that it repeats. */
  static int[] broadcastIndex(int[] from, int[] to) {
    int[] strides = strides(from);
    int[] index = new int[to.length];
    int[] result = new int[OnnxTensor.count(to)];
    for (int flat = 0; flat < result.length; flat++) {
      unravel(flat, to, index);
      int source = 0;
      for (int d = 0; d < from.length; d++) {
        int position = index[d + to.length - from.length];
        source += from[d] == 1 ? 0 : position * strides[d];
      }
      result[flat] = source;
    }
    return result;
  }

  static String text(int[] shape) {
    return Arrays.toString(shape);
  }
}
