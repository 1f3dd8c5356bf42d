package org.plumbline.network.onnx.lowering;

import java.util.Arrays;
import java.util.function.Function;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.Shapes;

/** What an ONNX value name stands for during lowering. */
public sealed interface Value {
  int[] shape();

  ElementType type();

  /** Whether its elements are known to be whole numbers, of whichever type. */
  boolean isWhole();

  default int rank() {
    return shape().length;
  }

  default int count() {
    return Shapes.count(shape());
  }

  /** Whether its element type is a whole number or a truth value. */
  default boolean isInteger() {
    return type().isInteger();
  }

  /** Known now; elements are in row-major order. */
  sealed interface Constant extends Value {
    /** Whether the reader did not have to round. */
    boolean isExact();

    /** The elements {@code index[i]}, and zero where the index is negative. */
    Constant pick(int[] index, int... newShape);

    public Constant reshaped(int... newShape);

    /**
     * The elements as coefficients.
     *
     * @param refusal of an integer that is no double, from words that say so
     */
    Reals asReals(Function<String, ? extends RuntimeException> refusal);
  }

  /**
   * Real numbers.
   *
   * @param errors absolute bounds on how far the numbers that the model means may be from those
   *     stored, or null if all are exact
   * @param deviations the same for the numbers that a runtime in binary32 computes; infinite where
   *     nothing is known
   */
  record Reals(int[] shape, ElementType type, double[] values, double[] errors, double[] deviations)
      implements Constant {
    public Reals {
      errors = errors == null || isZero(errors) ? null : errors;
      deviations = deviations == null || isZero(deviations) ? null : deviations;
    }

    private static boolean isZero(double[] errors) {
      for (double error : errors) {
        if (error != 0) {
          return false;
        }
      }
      return true;
    }

    /** Numbers of binary32 that stand in the model, or follow from it exactly. */
    public static Reals exact(int[] shape, double... values) {
      return new Reals(shape, ElementType.FLOAT, values, null, null);
    }

    public static Reals scalar(double value) {
      return exact(new int[0], value);
    }

    public static Reals zeros(int... shape) {
      return exact(shape, new double[Shapes.count(shape)]);
    }

    @Override
    public boolean isExact() {
      return errors == null;
    }

    @Override
    public boolean isWhole() {
      return isExact() && Arrays.stream(values).allMatch(value -> value == Math.rint(value));
    }

    /** Whether none is infinite. */
    public boolean isFinite() {
      return Arrays.stream(values).allMatch(value -> Math.abs(value) <= Double.MAX_VALUE);
    }

    public double error(int i) {
      return errors == null ? 0 : errors[i];
    }

    public double deviation(int i) {
      return deviations == null ? 0 : deviations[i];
    }

    @Override
    public Reals pick(int[] index, int... newShape) {
      return pick(index, 0, newShape);
    }

    Reals pick(int[] index, double fill, int... newShape) {
      return new Reals(
          newShape,
          type,
          picked(values, index, fill),
          errors == null ? null : picked(errors, index, 0),
          deviations == null ? null : picked(deviations, index, 0));
    }

    private static double[] picked(double[] from, int[] index, double fill) {
      double[] result = new double[index.length];
      for (int i = 0; i < index.length; i++) {
        result[i] = index[i] < 0 ? fill : from[index[i]];
      }
      return result;
    }

    @Override
    public Reals reshaped(int... newShape) {
      return new Reals(newShape, type, values, errors, deviations);
    }

    @Override
    public Reals asReals(Function<String, ? extends RuntimeException> refusal) {
      return this;
    }

    public Reals negated() {
      double[] result = new double[values.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = -values[i];
      }
      return new Reals(shape, type, result, errors, deviations);
    }

    /** A bound on the relative error of every element; infinite if a zero may be none. */
    public double relativeError() {
      return relative(errors);
    }

    /** The same for the numbers that a runtime in binary32 computes. */
    public double relativeDeviation() {
      return relative(deviations);
    }

    private double relative(double[] distances) {
      double most = 0;
      for (int i = 0; distances != null && i < values.length; i++) {
        if (distances[i] > 0) {
          most = Math.max(most, distances[i] / Math.abs(values[i]) * (1 + 4 * Rounding.UNIT));
        }
      }
      return most;
    }
  }

  /**
   * Whole numbers or truth values, exact.
   *
   * @param values see {@link OnnxTensor#integers}
   */
  record Integers(int[] shape, ElementType type, long[] values) implements Constant {
    private static final long LARGEST_EXACT = 1L << 53;

    /** Numbers of 64 bits, as shapes and indices are. */
    public static Integers of(int[] shape, int... values) {
      return new Integers(shape, ElementType.INT64, Arrays.stream(values).asLongStream().toArray());
    }

    @Override
    public boolean isExact() {
      return true;
    }

    @Override
    public boolean isWhole() {
      return true;
    }

    @Override
    public Integers pick(int[] index, int... newShape) {
      return pick(index, 0L, newShape);
    }

    Integers pick(int[] index, long fill, int... newShape) {
      long[] result = new long[index.length];
      for (int i = 0; i < index.length; i++) {
        result[i] = index[i] < 0 ? fill : values[index[i]];
      }
      return new Integers(newShape, type, result);
    }

    @Override
    public Integers reshaped(int... newShape) {
      return new Integers(newShape, type, values);
    }

    @Override
    public Reals asReals(Function<String, ? extends RuntimeException> refusal) {
      double[] result = new double[values.length];
      for (int i = 0; i < result.length; i++) {
        boolean isWrapped = type == ElementType.UINT64 && values[i] < 0;
        if (isWrapped || values[i] < -LARGEST_EXACT || values[i] > LARGEST_EXACT) {
          throw refusal.apply(
              "computed integers meet the constant "
                  + (type == ElementType.UINT64 ? Long.toUnsignedString(values[i]) : values[i])
                  + ", which is beyond 2^53");
        }
        result[i] = values[i];
      }
      return new Reals(shape, type, result, null, null);
    }

    /** The values as {@code int}s, clamped: the ends of slices are often "infinite". */
    int[] toInts() {
      int[] ints = new int[values.length];
      for (int i = 0; i < ints.length; i++) {
        long value = type == ElementType.UINT64 && values[i] < 0 ? Long.MAX_VALUE : values[i];
        ints[i] = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
      }
      return ints;
    }
  }

  /**
   * Computed by a layer, whose neurons are the tensor's elements in row-major order.
   *
   * @param isWhole whether its elements are known to be whole numbers, of whichever type
   */
  record Variable(int layer, int[] shape, ElementType type, boolean isWhole) implements Value {
    public Variable {
      isWhole |= type.isInteger();
    }

    /** The same numbers as elements of another type. */
    public Variable as(ElementType other) {
      return new Variable(layer, shape, other, isWhole);
    }

    public Variable reshaped(int... newShape) {
      return new Variable(layer, newShape, type, isWhole);
    }
  }
}
