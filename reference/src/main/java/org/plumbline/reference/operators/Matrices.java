package org.plumbline.reference.operators;

import java.util.Arrays;
import org.plumbline.reference.kernel.Broadcast;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Columns;
import org.plumbline.reference.kernel.Elementwise;
import org.plumbline.reference.kernel.IntegerProduct;
import org.plumbline.reference.kernel.Product;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;

/** Gemm, MatMul and MatMulInteger. */
final class Matrices {
  private Matrices() {}

  /** {@code α·A·B + β·C}, where A and B may be transposed. */
  static ReferenceTensor gemm(Call call) {
    ReferenceTensor a = matrix(call, 0);
    ReferenceTensor b = matrix(call, 1);
    call.checkSameType(Elementwise.numeric(a), b);
    boolean turnsA = call.attributes.flag("transA", false);
    boolean turnsB = call.attributes.flag("transB", false);
    int rows = a.shape().dim(turnsA ? 1 : 0);
    int depth = a.shape().dim(turnsA ? 0 : 1);
    int columns = b.shape().dim(turnsB ? 0 : 1);
    if (b.shape().dim(turnsB ? 1 : 0) != depth) {
      throw new ReferenceException("matrices of shapes " + a.shape() + " and " + b.shape());
    }
    Shape shape = call.claim(rows, columns);
    Columns.Strided left = strided(a.shape(), turnsA);
    Columns.Strided right = strided(b.shape(), turnsB);
    float alpha = call.attributes.real("alpha", 1);
    float beta = call.attributes.real("beta", 1);
    ReferenceTensor c = addend(call, shape);
    if (a.isReal()) {
      Product product = new Product(call, rows, depth, columns).of(a, left, b, right);
      return sum(call, shape, product, alpha, beta, c).build(a.type());
    }
    long[] sums =
        IntegerProduct.of(call, rows, depth, columns, a.integers(), left, b.integers(), right);
    for (int i = 0; i < sums.length; i++) {
      long scaled = whole("alpha", alpha) * sums[i];
      long added = c == null ? 0 : whole("beta", beta) * c.integer(i);
      sums[i] = a.type().wrap(scaled + added);
    }
    return ReferenceTensor.wrap(a.type(), shape, sums);
  }

  private static ReferenceTensor matrix(Call call, int index) {
    ReferenceTensor matrix = call.input(index);
    if (matrix.shape().rank() != 2) {
      throw new ReferenceException("input " + index + " has the shape " + matrix.shape());
    }
    return matrix;
  }

  private static Columns.Strided strided(Shape shape, boolean isTurned) {
    return isTurned
        ? new Columns.Strided(0, 1, shape.dim(1))
        : new Columns.Strided(0, shape.dim(1), 1);
  }

  /** C in the shape of the result, or null. */
  private static ReferenceTensor addend(Call call, Shape shape) {
    if (!call.has(2)) {
      return null;
    }
    ReferenceTensor c = call.input(2, call.input(0).type());
    Broadcast.checkOneWay(c.shape(), shape);
    return c.pick(Broadcast.indices(c.shape(), shape), call.claim(shape));
  }

  private static RealBuilder sum(
      Call call, Shape shape, Product product, float alpha, float beta, ReferenceTensor c) {
    RealBuilder result = new RealBuilder(shape);
    for (int i = 0; i < shape.size(); i++) {
      Scalar value = alpha == 1 ? product.at(i) : product.at(i).times(alpha);
      if (c != null && beta != 0) {
        value = value.plus(c.scalar(call.mode(), i).times(beta));
      }
      result.set(i, value);
    }
    return result;
  }

  private static long whole(String name, float factor) {
    if (factor != Math.rint(factor) || Math.abs(factor) > 1 << 24) {
      throw new ReferenceException("attribute " + name + " is " + factor + " for integers");
    }
    return (long) factor;
  }

  static ReferenceTensor matMul(Call call) {
    ReferenceTensor a = Elementwise.numeric(call.input(0));
    ReferenceTensor b = call.input(1);
    call.checkSameType(a, b);
    return a.isReal()
        ? new Batches(call, a.shape(), b.shape()).ofReals(call, a, b)
        : new Batches(call, a.shape(), b.shape())
            .ofIntegers(call, a.type(), a.integers(), b.integers());
  }

  /** The products of two stacks of matrices of real numbers. */
  static ReferenceTensor product(Call call, ReferenceTensor a, ReferenceTensor b) {
    call.checkSameType(a, b);
    return new Batches(call, a.shape(), b.shape()).ofReals(call, a, b);
  }

  static ReferenceTensor matMulInteger(Call call) {
    ReferenceTensor a = call.input(0, ElementType.UINT8, ElementType.INT8);
    ReferenceTensor b = call.input(1, ElementType.UINT8, ElementType.INT8);
    long[] left = Quantization.centered(call, a, 2, a.shape().rank() - 2);
    long[] right = Quantization.centered(call, b, 3, b.shape().rank() - 1);
    return sums(call, a.shape(), b.shape(), left, right);
  }

  /** The products of matrices of integers, as int32. */
  static ReferenceTensor sums(Call call, Shape a, Shape b, long[] left, long[] right) {
    return new Batches(call, a, b).ofIntegers(call, ElementType.INT32, left, right);
  }

  /** The matrices of two stacks, as numpy.matmul pairs them. */
  private static final class Batches {
    private final Shape shape;
    private final int rows;
    private final int depth;
    private final int columns;
    private final int[] left;
    private final int[] right;

    Batches(Call call, Shape a, Shape b) {
      if (a.rank() == 0 || b.rank() == 0) {
        throw new ReferenceException("a product of shapes " + a + " and " + b);
      }
      int[] x = a.rank() == 1 ? new int[] {1, a.dim(0)} : a.dims();
      int[] y = b.rank() == 1 ? new int[] {b.dim(0), 1} : b.dims();
      this.rows = x[x.length - 2];
      this.depth = x[x.length - 1];
      this.columns = y[y.length - 1];
      if (y[y.length - 2] != depth) {
        throw new ReferenceException("a product of shapes " + a + " and " + b);
      }
      Shape outerA = Shape.of(Arrays.copyOf(x, x.length - 2));
      Shape outerB = Shape.of(Arrays.copyOf(y, y.length - 2));
      Shape outer = outerA.broadcast(outerB);
      this.left = Broadcast.indices(outerA, outer);
      this.right = Broadcast.indices(outerB, outer);
      int[] inner = {rows, columns};
      int from = a.rank() == 1 ? 1 : 0;
      int to = b.rank() == 1 ? 1 : 2;
      int[] dims = Arrays.copyOf(outer.dims(), outer.rank() + Math.max(0, to - from));
      for (int i = from; i < to; i++) {
        dims[outer.rank() + i - from] = inner[i];
      }
      this.shape = call.claim(Shape.of(dims));
    }

    private Columns.Strided left(int batch) {
      return new Columns.Strided(left[batch] * rows * depth, depth, 1);
    }

    private Columns.Strided right(int batch) {
      return new Columns.Strided(right[batch] * depth * columns, columns, 1);
    }

    ReferenceTensor ofReals(Call call, ReferenceTensor a, ReferenceTensor b) {
      RealBuilder result = new RealBuilder(shape);
      for (int batch = 0; batch < left.length; batch++) {
        Product product =
            new Product(call, rows, depth, columns).of(a, left(batch), b, right(batch));
        for (int i = 0; i < rows * columns; i++) {
          result.set(batch * rows * columns + i, product.at(i));
        }
      }
      return result.build(a.type());
    }

    ReferenceTensor ofIntegers(Call call, ElementType type, long[] a, long[] b) {
      long[] result = new long[shape.size()];
      for (int batch = 0; batch < left.length; batch++) {
        long[] sums =
            IntegerProduct.of(call, rows, depth, columns, a, left(batch), b, right(batch));
        System.arraycopy(sums, 0, result, batch * sums.length, sums.length);
      }
      for (int i = 0; i < result.length; i++) {
        result[i] = type.wrap(result[i]);
      }
      return ReferenceTensor.wrap(type, shape, result);
    }
  }
}
