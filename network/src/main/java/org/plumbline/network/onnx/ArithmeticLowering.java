package org.plumbline.network.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ProductLayer;

/** Element-wise arithmetic with broadcasting; on constants it is folded. */
final class ArithmeticLowering {
  private ArithmeticLowering() {}

  static Value add(Call call) {
    return sum(call, 1);
  }

  static Value sub(Call call) {
    return sum(call, -1);
  }

  private static Value sum(Call call, double sign) {
    Value left = call.input(0);
    Value right = call.input(1);
    int[] shape = broadcast(call, left, right);
    if (left instanceof Value.Constant a && right instanceof Value.Constant b) {
      return fold(a, b, shape, (x, y) -> x + sign * y);
    }
    if (right instanceof Value.Constant b) {
      double[] bias = spread(b, shape);
      for (int i = 0; i < bias.length; i++) {
        bias[i] *= sign;
      }
      return call.graph.affine((Value.Variable) left, scaled(left, shape, 1), bias, shape);
    }
    Value.Variable second = (Value.Variable) right;
    if (left instanceof Value.Constant a) {
      return call.graph.affine(second, scaled(right, shape, sign), spread(a, shape), shape);
    }
    return call.graph.sum(
        List.of(
            call.graph.term((Value.Variable) left, scaled(left, shape, 1)),
            call.graph.term(second, scaled(right, shape, sign))),
        new double[OnnxTensor.count(shape)],
        shape);
  }

  static Value mul(Call call) {
    Value left = call.input(0);
    Value right = call.input(1);
    int[] shape = broadcast(call, left, right);
    if (left instanceof Value.Constant a && right instanceof Value.Constant b) {
      return fold(a, b, shape, (x, y) -> x * y);
    }
    if (right instanceof Value.Constant b) {
      return scale(call, (Value.Variable) left, spread(b, shape), 0, shape);
    }
    if (left instanceof Value.Constant a) {
      return scale(call, (Value.Variable) right, spread(a, shape), 0, shape);
    }
    return product(call, (Value.Variable) left, (Value.Variable) right, shape);
  }

  static Value div(Call call) {
    Value left = call.input(0);
    Value right = call.input(1);
    int[] shape = broadcast(call, left, right);
    if (right instanceof Value.Constant b) {
      if (left instanceof Value.Constant a) {
        boolean whole = a.tensor().isInteger() && b.tensor().isInteger();
        return fold(a, b, shape, (x, y) -> whole ? (long) x / (long) y : x / y);
      }
      return divide(call, (Value.Variable) left, spread(b, shape), shape);
    }
    Value.Variable inverse =
        call.graph.activation((Value.Variable) right, Activation.of(Activation.Kind.RECIPROCAL));
    if (left instanceof Value.Constant a) {
      return scale(call, inverse, spread(a, shape), 0, shape);
    }
    return product(call, (Value.Variable) left, inverse, shape);
  }

  private static Value divide(Call call, Value.Variable left, double[] divisor, int[] shape) {
    double error = 0;
    double[] factor = new double[divisor.length];
    for (int i = 0; i < factor.length; i++) {
      factor[i] = 1 / divisor[i];
      if (divisor[i] == 0) {
        throw call.refuse("division by 0");
      }
      if (Math.fma(factor[i], divisor[i], -1) != 0) {
        error = 2 * Rounding.UNIT;
      }
    }
    return scale(call, left, factor, error, shape);
  }

  private static Value product(Call call, Value.Variable left, Value.Variable right, int[] shape) {
    Value.Variable a = (Value.Variable) spreadVariable(call, left, shape);
    Value.Variable b = (Value.Variable) spreadVariable(call, right, shape);
    if (a.layer() == b.layer()) {
      return call.graph.activation(new Value.Variable(a.layer(), shape), Activation.power(2));
    }
    return call.graph.add(new ProductLayer(a.layer(), b.layer(), OnnxTensor.count(shape)), shape);
  }

  static Value spreadVariable(Call call, Value value, int[] shape) {
    return call.graph.pick(value, Shapes.broadcastIndex(value.shape(), shape), shape);
  }

  static Value scale(Call call, Value.Variable value, double[] factor, double error, int[] shape) {
    LinearMap diagonal = new DiagonalMap(factor, error);
    return call.graph.affine(value, composed(selection(value, shape), diagonal), shape);
  }

  private static LinearMap scaled(Value value, int[] shape, double sign) {
    SelectionMap selection = selection(value, shape);
    if (sign == 1) {
      return selection;
    }
    double[] factor = new double[selection.outputSize()];
    Arrays.fill(factor, sign);
    return composed(selection, new DiagonalMap(factor, 0));
  }

  private static SelectionMap selection(Value value, int[] shape) {
    return new SelectionMap(value.count(), Shapes.broadcastIndex(value.shape(), shape));
  }

  private static LinearMap composed(SelectionMap first, LinearMap second) {
    return first.isIdentity() ? second : new ComposedMap(first, second);
  }

  static Value neg(Call call) {
    Value value = call.input(0);
    double[] factor = new double[value.count()];
    Arrays.fill(factor, -1);
    if (value instanceof Value.Constant constant) {
      return unary(constant, x -> -x);
    }
    return scale(call, (Value.Variable) value, factor, 0, value.shape());
  }

  static Value.Constant unary(
      Value.Constant constant, java.util.function.DoubleUnaryOperator operator) {
    return LoweringContext.constant(
        constant.shape(),
        Arrays.stream(constant.values()).map(operator).toArray(),
        constant.tensor().isInteger());
  }

  static int[] broadcast(Call call, Value left, Value right) {
    int[] shape = Shapes.broadcast(left.shape(), right.shape());
    if (shape == null) {
      throw call.refuse(
          "shapes " + Shapes.text(left.shape()) + " and " + Shapes.text(right.shape()));
    }
    return shape;
  }

  static Value.Constant fold(
      Value.Constant a, Value.Constant b, int[] shape, DoubleBinaryOperator operator) {
    double[] x = spread(a, shape);
    double[] y = spread(b, shape);
    for (int i = 0; i < x.length; i++) {
      x[i] = operator.applyAsDouble(x[i], y[i]);
    }
    return LoweringContext.constant(shape, x, a.tensor().isInteger() && b.tensor().isInteger());
  }

  static double[] spread(Value.Constant constant, int[] shape) {
    int[] index = Shapes.broadcastIndex(constant.shape(), shape);
    double[] values = new double[index.length];
    for (int i = 0; i < index.length; i++) {
      values[i] = constant.values()[index[i]];
    }
    return values;
  }

  /** Comparisons and Where on constants. */
  static Value compare(Call call, DoubleBinaryOperator operator) {
    Value.Constant a = call.constant(0);
    Value.Constant b = call.constant(1);
    Value.Constant result = fold(a, b, broadcast(call, a, b), operator);
    return LoweringContext.constant(result.shape(), result.values(), true);
  }

  static Value where(Call call) {
    Value.Constant condition = call.constant(0);
    Value left = call.input(1);
    Value right = call.input(2);
    int[] shape = Shapes.broadcast(condition.shape(), broadcast(call, left, right));
    if (shape == null) {
      throw call.refuse("the shapes do not fit together");
    }
    double[] choose = spread(condition, shape);
    if (left instanceof Value.Constant a && right instanceof Value.Constant b) {
      double[] x = spread(a, shape);
      double[] y = spread(b, shape);
      for (int i = 0; i < x.length; i++) {
        x[i] = choose[i] != 0 ? x[i] : y[i];
      }
      return LoweringContext.constant(shape, x, a.tensor().isInteger() && b.tensor().isInteger());
    }
    throw call.refuse("computed operands");
  }
}
