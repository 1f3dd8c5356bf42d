package org.plumbline.network.onnx.operators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/** Operators that are products of elements and sums of such. */
final class PolynomialLowering {
  /** More factors than these make as many layers, and bounds that tell nothing. */
  private static final int MOST_FACTORS = 64;

  /** The expansion of a determinant of n rows has n!/2 products and more. */
  private static final int MOST_ROWS = 4;

  private PolynomialLowering() {}

  /** The products of all elements up to each one on an axis: one factor after the other. */
  static Value cumProd(Call call) {
    Value x = call.input(0);
    int[] given = call.integers(1);
    boolean isExclusive = call.attributes.flag("exclusive", false);
    boolean isReverse = call.attributes.flag("reverse", false);
    if (given.length != 1 || x.isInteger()) {
      throw call.refuse(given.length + " axes, of " + x.type() + "; supported is one, of reals");
    }
    int axis = call.axis(given[0], x.rank());
    int n = x.shape()[axis];
    if (n < 1 || n > MOST_FACTORS) {
      throw call.refuse("products of up to " + n + " factors; supported are 1 to " + MOST_FACTORS);
    }
    int[] slice = x.shape().clone();
    slice[axis] = 1;
    Value[] products = new Value[n];
    Value product = null;
    for (int k = 0; k < n; k++) {
      int place = isReverse ? n - 1 - k : k;
      Value factor = call.graph.pick(x, places(call, x.shape(), axis, place), slice);
      Value next = product == null ? factor : ArithmeticLowering.mul(call, product, factor);
      products[place] = isExclusive ? product == null ? ones(x, slice) : product : next;
      product = next;
    }
    return together(call, products, x.shape(), axis);
  }

  private static Value.Reals ones(Value like, int[] shape) {
    double[] ones = new double[Shapes.count(shape)];
    Arrays.fill(ones, 1);
    return new Value.Reals(shape, like.type(), ones, null, null);
  }

  /** The elements of one position on an axis. */
  private static int[] places(Call call, int[] shape, int axis, int position) {
    int[] steps = Shapes.strides(shape);
    int first = position * steps[axis];
    int[] slice = shape.clone();
    slice[axis] = 1;
    call.graph.claim(slice);
    return Shapes.walk(first, steps, slice);
  }

  private static Value together(Call call, Value[] slices, int[] shape, int axis) {
    List<int[]> indices = new ArrayList<>();
    for (int k = 0; k < slices.length; k++) {
      int[] index = new int[call.graph.claim(shape)];
      Arrays.fill(index, -1);
      int[] places = places(call, shape, axis, k);
      for (int i = 0; i < places.length; i++) {
        index[places[i]] = i;
      }
      indices.add(index);
    }
    return JoinLowering.overlay(call, List.of(slices), indices, shape);
  }

  /** By Laplace's expansion along the rows. */
  static Value det(Call call) {
    Value.Variable x = call.variable(0);
    int rank = x.rank();
    int n = rank < 2 ? 0 : x.shape()[rank - 1];
    if (n < 1 || x.shape()[rank - 2] != n || n > MOST_ROWS) {
      throw call.refuse(
          "matrices of shape "
              + Shapes.text(x.shape())
              + "; supported are square ones of up to "
              + MOST_ROWS
              + " rows");
    }
    call.graph.unknownInFloat32("computes a determinant by an elimination");
    return new Determinant(call, x, n, Arrays.copyOf(x.shape(), rank - 2)).of(0, 0);
  }

  /** The determinants of matrices of n rows in a batch of a shape. */
  private record Determinant(Call call, Value.Variable x, int n, int[] batch) {
    /** Of the rows from one on and the columns that a mask does not hold. */
    Value of(int row, int without) {
      Value sum = null;
      double sign = 1;
      for (int column = 0; column < n; column++) {
        if ((without >> column & 1) == 1) {
          continue;
        }
        Value term = element(row, column);
        if (row + 1 < n) {
          term = ArithmeticLowering.mul(call, term, of(row + 1, without | 1 << column));
        }
        sum = sum == null ? term : ArithmeticLowering.sum(call, sum, term, sign);
        sign = -sign;
      }
      return sum;
    }

    private Value element(int row, int column) {
      int[] index = new int[call.graph.claim(batch)];
      Arrays.setAll(index, i -> (i * n + row) * n + column);
      return call.graph.pick(x, index, batch);
    }
  }
}
