package org.plumbline.network.onnx;

import java.util.Arrays;
import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.RepeatedMap;
import org.plumbline.network.linear.SelectionMap;

/** Matrix products with a constant on one side. */
final class MatrixLowering {
  private MatrixLowering() {}

  static Value gemm(Call call) {
    double alpha = call.attributes.real("alpha", 1);
    double beta = call.attributes.real("beta", 1);
    boolean transA = call.attributes.integer("transA", 0) != 0;
    boolean transB = call.attributes.integer("transB", 0) != 0;
    if (alpha != 1 || beta != 1 && call.hasInput(2) && beta != 0) {
      throw call.refuse("alpha " + alpha + ", beta " + beta + "; supported are 1 and 1");
    }
    Value a =
        transA ? MovementLowering.transposed(call, call.input(0), new int[] {1, 0}) : call.input(0);
    Value b =
        transB ? MovementLowering.transposed(call, call.input(1), new int[] {1, 0}) : call.input(1);
    Value.Variable product = (Value.Variable) multiply(call, a, b);
    if (!call.hasInput(2) || beta == 0) {
      return product;
    }
    if (call.input(2) instanceof Value.Constant bias) {
      return call.graph.affine(
          product,
          identity(product.count()),
          ArithmeticLowering.spread(bias, product.shape()),
          product.shape());
    }
    throw call.refuse("a computed bias");
  }

  private static LinearMap identity(int size) {
    int[] index = new int[size];
    Arrays.setAll(index, i -> i);
    return new SelectionMap(size, index);
  }

  static Value matMul(Call call) {
    return multiply(call, call.input(0), call.input(1));
  }

  private static Value multiply(Call call, Value a, Value b) {
    if (a instanceof Value.Variable left && b instanceof Value.Constant right) {
      return byConstant(call, left, right);
    }
    if (a instanceof Value.Constant left && b instanceof Value.Variable right) {
      return constantTimes(call, left, right);
    }
    throw call.refuse(
        a instanceof Value.Variable ? "both factors are computed" : "both factors are constant");
  }

  /** X · W for a matrix W: the map Wᵀ on each row of X. */
  private static Value byConstant(Call call, Value.Variable x, Value.Constant w) {
    int[] shape = x.shape();
    int k = shape[shape.length - 1];
    if (w.rank() == 1 && w.shape()[0] == k) {
      int[] result = Arrays.copyOf(shape, shape.length - 1);
      return call.graph.affine(x, repeated(x.count() / k, new DenseMap(1, k, w.values())), result);
    }
    if (w.rank() != 2 || w.shape()[0] != k) {
      throw call.refuse(
          "factors of shapes " + Shapes.text(shape) + " and " + Shapes.text(w.shape()));
    }
    int m = w.shape()[1];
    int[] result = shape.clone();
    result[result.length - 1] = m;
    return call.graph.affine(
        x, repeated(x.count() / k, new DenseMap(m, k, transpose(w.values(), k, m))), result);
  }

  private static double[] transpose(double[] matrix, int rows, int columns) {
    double[] result = new double[matrix.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        result[c * rows + r] = matrix[r * columns + c];
      }
    }
    return result;
  }

  private static LinearMap repeated(int count, LinearMap map) {
    return count == 1 ? map : new RepeatedMap(count, map);
  }

  /** C · X = (Xᵀ · Cᵀ)ᵀ for each matrix of X. */
  private static Value constantTimes(Call call, Value.Constant c, Value.Variable x) {
    int rank = x.rank();
    if (c.rank() != 2 || rank < 1 || c.shape()[1] != x.shape()[Math.max(0, rank - 2)]) {
      throw call.refuse(
          "factors of shapes " + Shapes.text(c.shape()) + " and " + Shapes.text(x.shape()));
    }
    int m = c.shape()[0];
    int k = c.shape()[1];
    int n = rank == 1 ? 1 : x.shape()[rank - 1];
    int batch = x.count() / (k * n);
    int[] toRows = transposition(k, n);
    int[] back = transposition(n, m);
    LinearMap one =
        n == 1
            ? new DenseMap(m, k, c.values())
            : new ComposedMap(
                new ComposedMap(
                    new SelectionMap(k * n, toRows),
                    new RepeatedMap(n, new DenseMap(m, k, c.values()))),
                new SelectionMap(n * m, back));
    int[] result = rank == 1 ? new int[] {m} : x.shape().clone();
    if (rank > 1) {
      result[rank - 2] = m;
    }
    return call.graph.affine(x, repeated(batch, one), result);
  }

  /** Index map of the transpose of a rows × columns matrix. */
  private static int[] transposition(int rows, int columns) {
    int[] index = new int[rows * columns];
    for (int c = 0; c < columns; c++) {
      for (int r = 0; r < rows; r++) {
        index[c * rows + r] = r * columns + c;
      }
    }
    return index;
  }
}
