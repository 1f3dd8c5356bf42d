package org.plumbline.network.onnx;

import java.util.Arrays;
import org.plumbline.network.interval.Rounding;

/** What an ONNX value name stands for during lowering. */
sealed interface Value {
  int[] shape();

  /** Whether its element type is a whole number or a truth value. */
  boolean isInteger();

  /** Whether its elements are known to be whole numbers, of whichever type. */
  boolean isWhole();

  default int rank() {
    return shape().length;
  }

  default int count() {
    return Shapes.count(shape());
  }

  /**
   * Known now.
   *
   * @param values row-major
   * @param errors absolute error bounds of the values, or null if all are exact
   * @param isInteger whether arithmetic on it truncates
   */
  record Constant(int[] shape, double[] values, double[] errors, boolean isInteger)
      implements Value {
    public Constant {
      errors = errors == null || isZero(errors) ? null : errors;
    }

    private static boolean isZero(double[] errors) {
      for (double error : errors) {
        if (error != 0) {
          return false;
        }
      }
      return true;
    }

    static Constant of(OnnxTensor tensor) {
      return new Constant(tensor.shape(), tensor.values(), null, tensor.type().isInteger());
    }

    /** Whole numbers, as shapes and indices are. */
    static Constant integers(int[] shape, int... values) {
      double[] wide = new double[values.length];
      for (int i = 0; i < wide.length; i++) {
        wide[i] = values[i];
      }
      return new Constant(shape, wide, null, true);
    }

    boolean isExact() {
      return errors == null;
    }

    @Override
    public boolean isWhole() {
      return isExact() && Arrays.stream(values).allMatch(value -> value == Math.rint(value));
    }

    /** The elements {@code index[i]}, and {@code fill} where the index is negative. */
    Constant pick(int[] index, double fill, int... newShape) {
      return new Constant(
          newShape,
          picked(values, index, fill),
          errors == null ? null : picked(errors, index, 0),
          isInteger);
    }

    private static double[] picked(double[] from, int[] index, double fill) {
      double[] result = new double[index.length];
      for (int i = 0; i < index.length; i++) {
        result[i] = index[i] < 0 ? fill : from[index[i]];
      }
      return result;
    }

    Constant reshaped(int... newShape) {
      return new Constant(newShape, values, errors, isInteger);
    }

    /** A bound on the relative error of every element; infinite if a zero may be none. */
    double relativeError() {
      double most = 0;
      for (int i = 0; errors != null && i < values.length; i++) {
        if (errors[i] > 0) {
          most = Math.max(most, errors[i] / Math.abs(values[i]) * (1 + 4 * Rounding.UNIT));
        }
      }
      return most;
    }

    /** The values as integers, clamped to their range: the ends of slices are often "infinite". */
    int[] toInts() {
      int[] ints = new int[values.length];
      for (int i = 0; i < ints.length; i++) {
        ints[i] = (int) values[i];
      }
      return ints;
    }
  }

  /**
   * Computed by a layer, whose neurons are the tensor's elements in row-major order.
   *
   * @param isInteger whether its element type is a whole number or a truth value; its range is
   *     taken to be unlimited
   * @param isWhole whether its elements are known to be whole numbers, of whichever type
   */
  record Variable(int layer, int[] shape, boolean isInteger, boolean isWhole) implements Value {
    Variable(int layer, int... shape) {
      this(layer, shape, false, false);
    }

    Variable asInteger() {
      return new Variable(layer, shape, true, true);
    }

    /** The same numbers as floating-point numbers. */
    Variable asReal() {
      return new Variable(layer, shape, false, isWhole);
    }
  }
}
