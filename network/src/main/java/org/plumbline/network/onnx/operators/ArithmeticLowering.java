package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import java.util.List;
import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic;
import org.plumbline.network.onnx.lowering.Value;

/** Element-wise sums, products and quotients with broadcasting; on constants they are folded. */
final class ArithmeticLowering {
  private ArithmeticLowering() {}

  static Value add(Call call) {
    return sum(call, 1);
  }

  static Value sub(Call call) {
    return sum(call, -1);
  }

  static Value sumOfAll(Call call) {
    Value sum = call.input(0);
    for (int i = 1; i < call.inputs(); i++) {
      sum = sum(call, sum, call.input(i), 1);
    }
    return sum;
  }

  private static Value sum(Call call, double sign) {
    return sum(call, call.input(0), call.input(1), sign);
  }

  /** left + sign · right, broadcast. */
  static Value sum(Call call, Value left, Value right, double sign) {
    int[] shape = call.broadcast(left.shape(), right.shape());
    if (left instanceof Value.Constant a && right instanceof Value.Constant b) {
      return ConstantArithmetic.fold(
          call,
          sign > 0 ? ConstantArithmetic.Operator.ADD : ConstantArithmetic.Operator.SUB,
          a,
          b,
          shape);
    }
    if (left instanceof Value.Variable x && right instanceof Value.Constant b) {
      Value.Reals bias = spread(b.asReals(call::refuse), shape);
      List<AffineLayer.Term> term = List.of(new AffineLayer.Term(x.layer(), spreading(x, shape)));
      return call.graph.maskedSum(term, sign > 0 ? bias : bias.negated(), shape);
    }
    Value.Variable y = (Value.Variable) right;
    if (left instanceof Value.Constant a) {
      Value.Reals bias = spread(a.asReals(call::refuse), shape);
      List<AffineLayer.Term> term =
          List.of(new AffineLayer.Term(y.layer(), scaled(spreading(y, shape), sign)));
      return call.graph.maskedSum(term, bias, shape);
    }
    return sum(call, (Value.Variable) left, y, sign, shape);
  }

  /** x + sign · y, each broadcast to the shape. */
  static Value.Variable sum(
      Call call, Value.Variable x, Value.Variable y, double sign, int[] shape) {
    return call.graph.sum(
        List.of(
            new AffineLayer.Term(x.layer(), spreading(x, shape)),
            new AffineLayer.Term(y.layer(), scaled(spreading(y, shape), sign))),
        Value.Reals.zeros(shape),
        shape);
  }

  static Value mean(Call call) {
    Value sum = sumOfAll(call);
    int n = call.inputs();
    if (sum.isInteger()) {
      throw call.refuse("its inputs are of type " + sum.type());
    }
    Value.Reals size = new Value.Reals(new int[0], sum.type(), new double[] {n}, null, null);
    return n == 1 ? sum : quotient(call, sum, size);
  }

  static Value mul(Call call) {
    return mul(call, call.input(0), call.input(1));
  }

  /** left · right, broadcast. */
  static Value mul(Call call, Value left, Value right) {
    int[] shape = call.broadcast(left.shape(), right.shape());
    if (left instanceof Value.Constant a && right instanceof Value.Constant b) {
      return ConstantArithmetic.fold(call, ConstantArithmetic.Operator.MUL, a, b, shape);
    }
    if (left instanceof Value.Variable x && right instanceof Value.Constant b) {
      return scale(call, x, b, shape);
    }
    Value.Variable y = (Value.Variable) right;
    if (left instanceof Value.Constant a) {
      return scale(call, y, a, shape);
    }
    Value.Variable gated = Gates.product(call, (Value.Variable) left, y, shape);
    return gated == null ? product(call, (Value.Variable) left, y, shape) : gated;
  }

  /**
   * Division by a constant b is multiplication by 1/b, rounded: a runtime divides, or multiplies by
   * its own 1/b. Division by a variable is multiplication by a reciprocal.
   */
  static Value div(Call call) {
    return quotient(call, call.input(0), call.input(1));
  }

  private static Value quotient(Call call, Value left, Value right) {
    int[] shape = call.broadcast(left.shape(), right.shape());
    if (left instanceof Value.Constant a && right instanceof Value.Constant b) {
      return ConstantArithmetic.fold(call, ConstantArithmetic.Operator.DIV, a, b, shape);
    }
    if (left.isInteger()) {
      throw call.refuse("it divides computed integers");
    }
    if (right instanceof Value.Reals b) {
      Value.Reals one = new Value.Reals(new int[0], b.type(), new double[] {1}, null, null);
      Value.Constant inverse =
          ConstantArithmetic.fold(call, ConstantArithmetic.Operator.DIV, one, b, b.shape());
      return scale(call, (Value.Variable) left, inverse, shape);
    }
    Value.Variable inverse =
        call.graph.activation((Value.Variable) right, Activation.of(Activation.Kind.RECIPROCAL));
    return left instanceof Value.Constant a
        ? scale(call, inverse, a, shape)
        : product(call, (Value.Variable) left, inverse, shape);
  }

  static Value neg(Call call) {
    if (call.input(0) instanceof Value.Variable x) {
      return negated(call, x);
    }
    Value.Constant constant = call.constant(0);
    call.graph.claim(constant.shape());
    return ConstantArithmetic.negated(call, constant);
  }

  /** On constants only; of real numbers as in C. */
  static Value mod(Call call) {
    int[] shape = call.broadcast(call.input(0).shape(), call.input(1).shape());
    boolean isOfC = call.attributes.flag("fmod", false);
    if (!call.input(0).isInteger() && !isOfC) {
      throw call.refuse("attribute fmod is 0, which ONNX has for integers only");
    }
    return ConstantArithmetic.fold(
        call, ConstantArithmetic.Operator.MOD, call.constant(0), call.constant(1), shape);
  }

  static Value.Variable negated(Call call, Value.Variable x) {
    int n = call.graph.claim(x.shape());
    return call.graph.affine(x, new DiagonalMap(filled(n, -1), 0), x.shape());
  }

  /** The element-wise product of two computed tensors that broadcast to the shape. */
  static Value.Variable product(Call call, Value.Variable x, Value.Variable y, int[] shape) {
    Value.Variable a = broadcast(call, x, shape);
    Value.Variable b = broadcast(call, y, shape);
    if (a.layer() == b.layer()) {
      return call.graph.activation(a, Activation.power(2));
    }
    return call.graph.add(new ProductLayer(a.layer(), b.layer(), Shapes.count(shape)), shape);
  }

  static Value.Variable broadcast(Call call, Value.Variable x, int[] shape) {
    int[] index = Shapes.broadcastIndex(x.shape(), shape);
    return (Value.Variable) call.graph.pick(x, index, shape);
  }

  /** x times a constant, both broadcast to the shape. */
  static Value.Variable scale(Call call, Value.Variable x, Value.Constant factor, int[] shape) {
    Value.Reals wide = spread(factor.asReals(call::refuse), shape);
    if (!wide.isFinite()) {
      throw call.refuse("a computed number is multiplied by an infinite one");
    }
    SelectionMap spreading = spreading(x, shape);
    LinearMap diagonal = new DiagonalMap(wide.values(), coefficientError(call, wide));
    return call.graph.affine(
        x,
        spreading.isIdentity() ? diagonal : new ComposedMap(spreading, diagonal),
        Value.Reals.zeros(shape),
        wide.relativeDeviation(),
        shape);
  }

  /** The relative error of constants that become coefficients. */
  static double coefficientError(Call call, Value.Reals factor) {
    double error = factor.relativeError();
    if (!(error <= 0x1p-20)) {
      throw call.refuse(
          "a coefficient is the result of arithmetic on constants, with relative error " + error);
    }
    return error;
  }

  private static LinearMap scaled(SelectionMap spreading, double sign) {
    if (sign == 1) {
      return spreading;
    }
    LinearMap diagonal = new DiagonalMap(filled(spreading.outputSize(), sign), 0);
    return spreading.isIdentity() ? diagonal : new ComposedMap(spreading, diagonal);
  }

  private static double[] filled(int size, double value) {
    double[] values = new double[size];
    Arrays.fill(values, value);
    return values;
  }

  private static SelectionMap spreading(Value.Variable x, int[] shape) {
    return new SelectionMap(x.count(), Shapes.broadcastIndex(x.shape(), shape));
  }

  /** Numbers broadcast to a shape. */
  static Value.Reals spread(Value.Reals constant, int[] shape) {
    return constant.pick(Shapes.broadcastIndex(constant.shape(), shape), shape);
  }

  /** Chooses by a condition: a constant one makes two selections that do not overlap. */
  static Value where(Call call) {
    Value left = call.input(1);
    Value right = call.input(2);
    int[] shape =
        call.broadcast(call.input(0).shape(), call.broadcast(left.shape(), right.shape()));
    if (left.type() != right.type()) {
      throw call.refuse("it chooses between " + left.type() + " and " + right.type());
    }
    if (call.input(0).type() != ElementType.BOOL) {
      throw call.refuse("its condition holds no truth values");
    }
    Value result =
        call.input(0) instanceof Value.Variable condition
            ? chosen(call, condition, left, right, shape)
            : chosen(call, (Value.Integers) call.constant(0), left, right, shape);
    return result instanceof Value.Variable variable ? variable.as(left.type()) : result;
  }

  private static Value chosen(
      Call call, Value.Integers condition, Value left, Value right, int[] shape) {
    int[] place = Shapes.broadcastIndex(condition.shape(), shape);
    int[] fromLeft = Shapes.broadcastIndex(left.shape(), shape);
    int[] fromRight = Shapes.broadcastIndex(right.shape(), shape);
    for (int i = 0; i < place.length; i++) {
      if (condition.values()[place[i]] != 0) {
        fromRight[i] = -1;
      } else {
        fromLeft[i] = -1;
      }
    }
    InfiniteMasks.requireDefined(call, left, fromLeft);
    InfiniteMasks.requireDefined(call, right, fromRight);
    return JoinLowering.overlay(call, List.of(left, right), List.of(fromLeft, fromRight), shape);
  }

  /** {@code c · x + (1 − c) · y} for a truth value c. */
  private static Value chosen(
      Call call, Value.Variable condition, Value left, Value right, int[] shape) {
    InfiniteMasks.requireDefined(call, left, Shapes.identity(left.count()));
    InfiniteMasks.requireDefined(call, right, Shapes.identity(right.count()));
    Value.Variable otherwise = ComparisonLowering.oneMinus(call, condition);
    return sum(
        call, times(call, condition, left, shape), times(call, otherwise, right, shape), 1, shape);
  }

  private static Value.Variable times(Call call, Value.Variable x, Value factor, int[] shape) {
    return factor instanceof Value.Constant constant
        ? scale(call, x, constant, shape)
        : product(call, x, (Value.Variable) factor, shape);
  }
}
