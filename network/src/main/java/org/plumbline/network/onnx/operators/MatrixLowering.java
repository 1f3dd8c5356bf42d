package org.plumbline.network.onnx.operators;

import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.RepeatedMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic;
import org.plumbline.network.onnx.lowering.Value;

/** Gemm and MatMul. */
final class MatrixLowering {
  private static final int BLOCK = 32;

  private MatrixLowering() {}

  /** {@code α · (A' · B') + β · C}: α is a step of its own, which a runtime may take last. */
  static Value gemm(Call call) {
    double alpha = call.attributes.real("alpha", 1);
    double beta = call.attributes.real("beta", 1);
    boolean isTransposedA = call.attributes.flag("transA", false);
    boolean isTransposedB = call.attributes.flag("transB", false);
    Value a = isTransposedA ? transposed(call, call.input(0)) : call.input(0);
    if (a.rank() != 2 || call.input(1).rank() != 2) {
      throw call.refuse(
          "factors of shapes "
              + Shapes.text(a.shape())
              + " and "
              + Shapes.text(call.input(1).shape()));
    }
    Value product =
        a instanceof Value.Variable x && call.isConstant(1) && isTransposedB
            ? byRows(call, x, call.reals(1))
            : multiply(call, a, isTransposedB ? transposed(call, call.input(1)) : call.input(1));
    Value scaled = times(call, product, alpha);
    return call.hasInput(2) ? plus(call, scaled, times(call, call.input(2), beta)) : scaled;
  }

  static Value transposed(Call call, Value value) {
    return MovementLowering.transposed(call, value, new int[] {1, 0});
  }

  /** {@code X · Wᵀ}: the rows of W as they stand in the file. */
  private static Value byRows(Call call, Value.Variable x, Value.Reals w) {
    int k = w.shape()[1];
    int m = w.shape()[0];
    if (x.shape()[1] != k) {
      throw call.refuse(
          "factors of shapes " + Shapes.text(x.shape()) + " and " + Shapes.text(w.shape()));
    }
    double error = ArithmeticLowering.coefficientError(call, w);
    int[] shape = {x.shape()[0], m};
    call.graph.claim(shape);
    LinearMap map = repeated(x.shape()[0], new DenseMap(m, k, w.values(), error));
    return product(call, x, map, w, shape);
  }

  private static Value times(Call call, Value value, double factor) {
    if (factor == 1) {
      return value;
    }
    Value.Reals number =
        new Value.Reals(new int[0], value.type(), new double[] {factor}, null, null);
    return value instanceof Value.Constant constant
        ? ConstantArithmetic.fold(
            call, ConstantArithmetic.Operator.MUL, constant, number, constant.shape())
        : ArithmeticLowering.scale(call, (Value.Variable) value, number, value.shape());
  }

  private static Value plus(Call call, Value product, Value summand) {
    int[] shape = product.shape();
    if (product instanceof Value.Variable x && summand instanceof Value.Constant bias) {
      int n = x.count();
      return call.graph.affine(
          x,
          new SelectionMap(n, Shapes.identity(n)),
          ArithmeticLowering.spread(bias.asReals(call::refuse), shape),
          shape);
    }
    if (product instanceof Value.Variable x && summand instanceof Value.Variable y) {
      return ArithmeticLowering.sum(call, x, y, 1, shape);
    }
    if (product instanceof Value.Constant a && summand instanceof Value.Constant bias) {
      return ConstantArithmetic.fold(call, ConstantArithmetic.Operator.ADD, a, bias, shape);
    }
    throw call.refuse("a computed third input with two constant factors");
  }

  static Value matMul(Call call) {
    return multiply(call, call.input(0), call.input(1));
  }

  private static Value product(
      Call call, Value.Variable x, LinearMap map, Value.Reals matrix, int[] shape) {
    return call.graph.affine(x, map, Value.Reals.zeros(shape), matrix.relativeDeviation(), shape);
  }

  /** The products of two stacks of matrices. */
  static Value multiply(Call call, Value a, Value b) {
    MatrixProduct product = MatrixProduct.of(call, a.shape(), b.shape());
    if (a instanceof Value.Constant left && b instanceof Value.Constant right) {
      return ConstantProduct.of(call, product, left, right);
    } else if (b instanceof Value.Constant right) {
      return byConstant(call, product, (Value.Variable) a, right.asReals(call::refuse));
    } else if (a instanceof Value.Constant left) {
      return constantTimes(call, product, left.asReals(call::refuse), (Value.Variable) b);
    }
    return ofVariables(call, product, (Value.Variable) a, (Value.Variable) b);
  }

  private static Value byConstant(Call call, MatrixProduct p, Value.Variable x, Value.Reals w) {
    double error = ArithmeticLowering.coefficientError(call, w);
    if (!p.isRightShared()) {
      return product(call, x, SparseProduct.right(call, p, w.values(), error), w, p.shape());
    }
    LinearMap map =
        new DenseMap(p.columns(), p.inner(), transpose(w.values(), p.inner(), p.columns()), error);
    return product(call, x, repeated(p.stack() * p.rows(), map), w, p.shape());
  }

  /** In blocks that stay in the cache: weights can be hundreds of megabytes. */
  private static double[] transpose(double[] matrix, int rows, int columns) {
    double[] result = new double[matrix.length];
    for (int top = 0; top < rows; top += BLOCK) {
      int bottom = Math.min(rows, top + BLOCK);
      for (int left = 0; left < columns; left += BLOCK) {
        int right = Math.min(columns, left + BLOCK);
        for (int c = left; c < right; c++) {
          for (int r = top; r < bottom; r++) {
            result[c * rows + r] = matrix[r * columns + c];
          }
        }
      }
    }
    return result;
  }

  private static LinearMap repeated(int count, LinearMap map) {
    return count == 1 ? map : new RepeatedMap(count, map);
  }

  /** {@code C · X = (Xᵀ · Cᵀ)ᵀ} for each matrix of X. */
  private static Value constantTimes(Call call, MatrixProduct p, Value.Reals c, Value.Variable x) {
    double error = ArithmeticLowering.coefficientError(call, c);
    if (!p.isLeftShared()) {
      return product(call, x, SparseProduct.left(call, p, c.values(), error), c, p.shape());
    }
    LinearMap matrix = new DenseMap(p.rows(), p.inner(), c.values(), error);
    if (p.columns() > 1) {
      matrix =
          new ComposedMap(
              new ComposedMap(
                  transposition(p.inner(), p.columns()), new RepeatedMap(p.columns(), matrix)),
              transposition(p.columns(), p.rows()));
    }
    return product(call, x, repeated(p.stack(), matrix), c, p.shape());
  }

  /** The transpose of a rows × columns matrix. */
  private static SelectionMap transposition(int rows, int columns) {
    int[] index = Shapes.walk(0, new int[] {1, columns}, new int[] {columns, rows});
    return new SelectionMap(rows * columns, index);
  }

  /** Every product {@code aᵢₗ · bₗⱼ} in one layer, the sums over l in the next. */
  private static Value ofVariables(Call call, MatrixProduct p, Value.Variable a, Value.Variable b) {
    int n = call.graph.claim(p.stack(), p.rows(), p.columns(), p.inner());
    int[] fromA = new int[n];
    int[] fromB = new int[n];
    int next = 0;
    for (int s = 0; s < p.stack(); s++) {
      for (int i = 0; i < p.rows(); i++) {
        for (int j = 0; j < p.columns(); j++) {
          for (int l = 0; l < p.inner(); l++) {
            fromA[next] = p.leftElement(s, i, l);
            fromB[next++] = p.rightElement(s, l, j);
          }
        }
      }
    }
    Value.Variable left = (Value.Variable) call.graph.pick(a, fromA, n);
    Value.Variable right = (Value.Variable) call.graph.pick(b, fromB, n);
    Value.Variable products = call.graph.add(new ProductLayer(left.layer(), right.layer(), n), n);
    SparseMap sums = ReductionLowering.sums(n, p.inner(), 1, 0);
    return call.graph.affine(products, sums, p.shape());
  }
}
