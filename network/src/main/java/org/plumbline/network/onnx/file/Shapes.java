package org.plumbline.network.onnx.file;

import java.util.Arrays;

/** Row-major index arithmetic. */
public final class Shapes {
  private Shapes() {}

  /**
   * The number of elements.
   *
   * @throws ArithmeticException if there are 2³¹ or more
   */
  public static int count(int... shape) {
    return count(shape, 0, shape.length);
  }

  /** The number of elements that the axes from {@code start} to before {@code end} span. */
  public static int count(int[] shape, int start, int end) {
    long count = 1;
    for (int d = start; d < end; d++) {
      if (shape[d] < 0) {
        throw new IllegalArgumentException("an extent of " + shape[d]);
      }
      count = Math.multiplyExact(count, (long) shape[d]);
    }
    return Math.toIntExact(count);
  }

  public static int[] strides(int[] shape) {
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= shape[d];
    }
    return strides;
  }

  /** Numpy's broadcast of two shapes, or null if they do not fit. */
  public static int[] broadcast(int[] left, int[] right) {
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

  /**
   * For each element of a broadcast shape the element of the smaller tensor that it repeats.
   *
   * @param from a shape that broadcasts to {@code to}
   */
  public static int[] broadcastIndex(int[] from, int[] to) {
    int[] own = strides(from);
    int[] steps = new int[to.length];
    for (int d = 0; d < from.length; d++) {
      int axis = d + to.length - from.length;
      if (axis < 0 || from[d] != 1 && from[d] != to[axis]) {
        throw new IllegalArgumentException(
            "shape " + text(from) + " where " + text(to) + " is needed");
      }
      steps[axis] = from[d] == 1 ? 0 : own[d];
    }
    return walk(0, steps, to);
  }

  /** The flat indices {@code first + Σ position · step}, positions in row-major order. */
  public static int[] walk(int first, int[] steps, int[] shape) {
    int[] result = new int[count(shape)];
    int[] position = new int[shape.length];
    int at = first;
    for (int flat = 0; flat < result.length; flat++) {
      result[flat] = at;
      for (int d = shape.length - 1; d >= 0; d--) {
        at += steps[d];
        if (++position[d] < shape[d]) {
          break;
        }
        at -= steps[d] * shape[d];
        position[d] = 0;
      }
    }
    return result;
  }

  public static int[] identity(int size) {
    int[] index = new int[size];
    for (int i = 0; i < size; i++) {
      index[i] = i;
    }
    return index;
  }

  public static String text(int[] shape) {
    return Arrays.toString(shape);
  }
}
