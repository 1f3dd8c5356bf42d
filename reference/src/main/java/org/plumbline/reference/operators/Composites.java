package org.plumbline.reference.operators;

import java.util.Arrays;
import org.plumbline.reference.kernel.Axes;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UndefinedException;

/** AffineGrid, CumProd, Det, LRN and MeanVarianceNormalization. */
final class Composites {
  private static final int MOST_ROWS = 6;

  private Composites() {}

  static ReferenceTensor affineGrid(Call call) {
    ReferenceTensor theta = call.real(0);
    long[] size = call.list(1);
    boolean alignsCorners = call.attributes.flag("align_corners", false);
    int n = size.length - 2;
    if (n < 2 || n > 3 || !theta.shape().equals(Shape.of(size[0], n, n + 1))) {
      throw new ReferenceException(
          "matrices of shape " + theta.shape() + " for an image " + Arrays.toString(size));
    }
    long[] dims = new long[n + 2];
    dims[0] = size[0];
    System.arraycopy(size, 2, dims, 1, n);
    dims[n + 1] = n;
    Shape shape = call.claim(dims);
    RealBuilder result = new RealBuilder(shape);
    for (int i = 0; i < shape.size(); i++) {
      int[] at = new int[n + 2];
      int rest = i;
      for (int d = n + 1; d >= 0; d--) {
        at[d] = rest % shape.dim(d);
        rest /= shape.dim(d);
      }
      int row = (at[0] * n + at[n + 1]) * (n + 1);
      Scalar sum = theta.scalar(call.mode(), row + n);
      for (int k = 0; k < n; k++) {
        Scalar place = place(call, at[n - k], shape.dim(n - k), alignsCorners);
        sum = sum.plus(theta.scalar(call.mode(), row + k).times(place));
      }
      result.set(i, sum);
    }
    return result.build(theta.type());
  }

  /** Where the centre of a pixel lies on an axis that goes from −1 to 1. */
  private static Scalar place(Call call, int at, int extent, boolean alignsCorners) {
    if (alignsCorners && extent == 1) {
      throw new UndefinedException("the corners of an axis of 1");
    }
    return alignsCorners
        ? call.constant(2.0 * at).over(extent - 1).plus(-1)
        : call.constant(2.0 * at + 1).over(extent).plus(-1);
  }

  static ReferenceTensor cumulativeProduct(Call call) {
    ReferenceTensor x = call.real(0);
    ReferenceTensor axis = Gathering.indices(call, 1);
    boolean isReverse = call.attributes.flag("reverse", false);
    boolean isExclusive = call.attributes.flag("exclusive", false);
    if (axis.size() != 1) {
      throw new ReferenceException("an axis of shape " + axis.shape());
    }
    Axes axes = Axes.along(x.shape(), x.shape().axis(axis.integer(0)));
    RealBuilder result = new RealBuilder(call.claim(x.shape()));
    for (int g = 0; g < axes.groups(); g++) {
      int[] group = axes.group(g);
      for (int k = 0; k < group.length; k++) {
        int first = isReverse ? k + (isExclusive ? 1 : 0) : 0;
        int end = isReverse ? group.length : k + (isExclusive ? 0 : 1);
        Scalar product = call.constant(1);
        for (int m = first; m < end; m++) {
          product = product.times(x.scalar(call.mode(), group[m]));
        }
        result.set(group[k], product);
      }
    }
    return result.build(x.type());
  }

  /** By the formula of Leibniz: a product for each permutation, with its sign. */
  static ReferenceTensor determinant(Call call) {
    ReferenceTensor x = call.real(0);
    int rank = x.shape().rank();
    int n = rank < 2 ? 0 : x.shape().dim(rank - 1);
    if (n < 1 || n > MOST_ROWS || x.shape().dim(rank - 2) != n) {
      throw new ReferenceException("matrices of shape " + x.shape());
    }
    Shape shape = call.claim(Arrays.copyOf(x.shape().longs(), rank - 2));
    RealBuilder result = new RealBuilder(shape);
    for (int i = 0; i < shape.size(); i++) {
      result.set(i, leibniz(call, x, i * n * n, n, 0, 0, call.constant(1)));
    }
    return result.build(x.type());
  }

  private static Scalar leibniz(
      Call call, ReferenceTensor x, int start, int n, int row, int used, Scalar product) {
    if (row == n) {
      return product;
    }
    Scalar sum = call.constant(0);
    for (int column = 0; column < n; column++) {
      if ((used >> column & 1) == 0) {
        // Every column behind this one that a row before has taken is an inversion.
        boolean isOdd = Integer.bitCount(used >> column) % 2 == 1;
        Scalar factor = x.scalar(call.mode(), start + row * n + column);
        Scalar next = product.times(isOdd ? factor.negated() : factor);
        sum = sum.plus(leibniz(call, x, start, n, row + 1, used | 1 << column, next));
      }
    }
    return sum;
  }

  static ReferenceTensor localResponse(Call call) {
    ReferenceTensor x = call.real(0);
    long size = call.attributes.integer("size");
    double alpha = call.attributes.real("alpha", 1e-4f);
    double beta = call.attributes.real("beta", 0.75f);
    double bias = call.attributes.real("bias", 1);
    if (x.shape().rank() < 2 || size < 1 || bias <= 0 || alpha < 0) {
      throw new ReferenceException("a region of " + size + " channels of " + x.shape());
    }
    int channels = x.shape().dim(1);
    int inner = x.shape().size(2, x.shape().rank());
    RealBuilder result = new RealBuilder(call.claim(x.shape()));
    for (int i = 0; i < x.size(); i++) {
      int channel = i / inner % channels;
      Scalar squares = call.constant(0);
      for (int other = 0; other < channels; other++) {
        if (other >= channel - (size - 1) / 2 && other <= channel + size / 2) {
          int index = i + (other - channel) * inner;
          squares = squares.plus(x.scalar(call.mode(), index).square());
        }
      }
      Scalar base = squares.times(alpha).over(size).plus(bias);
      Scalar power = Power.power(base, call.constant(beta));
      result.set(i, x.scalar(call.mode(), i).over(power));
    }
    return result.build(x.type());
  }

  /** As the function that defines it: 10⁻⁹ is added to the deviation. */
  static ReferenceTensor meanVariance(Call call) {
    ReferenceTensor x = call.real(0);
    long[] given = call.attributes.optionalIntegers("axes");
    boolean[] isReduced = new boolean[x.shape().rank()];
    for (long axis : given == null ? new long[] {0, 2, 3} : given) {
      isReduced[x.shape().axis(axis)] = true;
    }
    Axes axes = new Axes(x.shape(), isReduced);
    RealBuilder result = new RealBuilder(call.claim(x.shape()));
    for (int g = 0; g < axes.groups(); g++) {
      int[] group = axes.group(g);
      Scalar mean = Reductions.sum(call, x, group).over(group.length);
      Scalar squares = call.constant(0);
      for (int index : group) {
        squares = squares.plus(x.scalar(call.mode(), index).minus(mean).square());
      }
      Scalar deviation = squares.max(0).over(group.length).sqrt().plus(1e-9f);
      for (int index : group) {
        result.set(index, x.scalar(call.mode(), index).minus(mean).over(deviation));
      }
    }
    return result.build(x.type());
  }
}
