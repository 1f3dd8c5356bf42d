package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import java.util.List;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Reading;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Comparisons, whose results are 0 or 1; on constants they are folded. Exact, with {@code [x > 0] =
 * sign(relu(x))} for reals and {@code [i = 0] = relu(1 − |i|)} for whole numbers.
 */
final class ComparisonLowering {
  private ComparisonLowering() {}

  static Value greater(Call call) {
    return isAbove(call, call.input(0), call.input(1));
  }

  static Value less(Call call) {
    return isAbove(call, call.input(1), call.input(0));
  }

  static Value greaterOrEqual(Call call) {
    return LogicLowering.inverse(call, less(call));
  }

  static Value lessOrEqual(Call call) {
    return LogicLowering.inverse(call, greater(call));
  }

  private static Value isAbove(Call call, Value a, Value b) {
    if (areOne(call, a, b)) {
      return truth(call, a, 0);
    }
    if (a instanceof Value.Constant left && b instanceof Value.Constant right) {
      int[] shape = call.broadcast(a.shape(), b.shape());
      return ConstantArithmetic.fold(call, ConstantArithmetic.Operator.GREATER, left, right, shape);
    }
    return isPositive(call, (Value.Variable) ArithmeticLowering.sum(call, a, b, -1))
        .as(ElementType.BOOL);
  }

  /**
   * Whether two values are the same real numbers, as tests for NaN compare them. What binary32
   * makes of what overflowed is not known.
   */
  private static boolean areOne(Call call, Value a, Value b) {
    boolean areOne =
        a instanceof Value.Variable x
            && b instanceof Value.Variable y
            && x.layer() == y.layer()
            && Arrays.equals(x.shape(), y.shape())
            && call.graph.isDefinedEverywhere(x);
    if (areOne) {
      call.graph.unknownInFloat32("compares a value with itself, which NaN differs from");
    }
    return areOne;
  }

  private static Value.Integers truth(Call call, Value like, long truth) {
    long[] truths = new long[call.graph.claim(like.shape())];
    Arrays.fill(truths, truth);
    return new Value.Integers(like.shape(), ElementType.BOOL, truths);
  }

  /** {@code [x > 0]}. */
  static Value.Variable isPositive(Call call, Value.Variable x) {
    Value.Variable positive = call.graph.activation(x, Activation.RELU);
    return call.graph.activation(positive, Activation.of(Activation.Kind.SIGN));
  }

  static Value equal(Call call) {
    Value a = call.input(0);
    Value b = call.input(1);
    if (a instanceof Value.Constant left && b instanceof Value.Constant right) {
      int[] shape = call.broadcast(a.shape(), b.shape());
      return ConstantArithmetic.fold(call, ConstantArithmetic.Operator.EQUAL, left, right, shape);
    }
    if (areOne(call, a, b)) {
      return truth(call, a, 1);
    }
    Value.Variable difference = (Value.Variable) ArithmeticLowering.sum(call, a, b, -1);
    return isZero(call, difference, a.isWhole() && b.isWhole());
  }

  /** {@code [x ≠ 0]}. */
  static Value isNonZero(Call call, Value.Variable x) {
    return LogicLowering.inverse(call, isZero(call, x, x.isWhole()));
  }

  private static Value.Variable isZero(Call call, Value.Variable x, boolean isWhole) {
    Value.Variable size = ActivationLowering.absolute(call, x);
    if (isWhole) {
      return call.graph.activation(oneMinus(call, size), Activation.RELU).as(ElementType.BOOL);
    }
    Activation sign = Activation.of(Activation.Kind.SIGN);
    return oneMinus(call, call.graph.activation(size, sign)).as(ElementType.BOOL);
  }

  static Value.Variable oneMinus(Call call, Value.Variable x) {
    int n = call.graph.claim(x.shape());
    return call.graph.affine(
        x, new DiagonalMap(filled(n, -1), 0), constant(filled(n, 1), x.shape()), x.shape());
  }

  private static double[] filled(int size, double value) {
    double[] values = new double[size];
    Arrays.fill(values, value);
    return values;
  }

  private static Value.Reals constant(double[] values, int... shape) {
    return Value.Reals.exact(shape, values);
  }

  /**
   * {@code off + (on − off) · ([i = k] + [i = k − depth])} at position k of the new axis: negative
   * indices count from the end. Before operator set 11 the standard has them out of range, and
   * runtimes count them from the end, so that there must be none.
   */
  static Value oneHot(Call call) {
    Value indices = call.input(0);
    double depth = call.scalar(1);
    Value.Constant ends = call.constant(2);
    if (!indices.isInteger()) {
      throw call.refuse("its indices are no integers");
    }
    if (!(depth >= 1 && depth <= Integer.MAX_VALUE && depth == Math.rint(depth))
        || ends.count() != 2
        || !ends.isExact()) {
      throw call.refuse("depth " + depth + " with " + ends.count() + " values");
    }
    int axis = call.axis(call.attributes.integer("axis", -1), indices.rank() + 1);
    int[] shape = new int[indices.rank() + 1];
    System.arraycopy(indices.shape(), 0, shape, 0, axis);
    shape[axis] = (int) depth;
    System.arraycopy(indices.shape(), axis, shape, axis + 1, indices.rank() - axis);
    int n = call.graph.claim(shape);
    call.graph.claim(8, n);
    int inner = Shapes.count(shape, axis + 1, shape.length);
    int[] source = new int[n];
    long[] place = new long[n];
    for (int i = 0; i < n; i++) {
      source[i] = i / inner / shape[axis] * inner + i % inner;
      place[i] = i / inner % shape[axis];
    }
    if (call.opset() < 11) {
      requireFromStart(call, indices, (long) depth);
    }
    Value wide = call.graph.pick(indices, source, shape);
    return wide instanceof Value.Integers integers
        ? oneHot(integers, place, (long) depth, ends)
        : oneHot(call, (Value.Variable) wide, place, (long) depth, ends);
  }

  private static void requireFromStart(Call call, Value indices, long depth) {
    if (indices instanceof Value.Variable variable) {
      String why = "indices below 0 are out of range for ONNX, and count from the end for runtimes";
      call.graph.need(variable, 0, Double.POSITIVE_INFINITY, Reading.Need.ALWAYS, why);
      return;
    }
    for (long index : ((Value.Integers) indices).values()) {
      if (-depth <= index && index < 0) {
        throw call.refuse("index " + index + " counts from the end before operator set 11");
      }
    }
  }

  private static Value oneHot(
      Value.Integers indices, long[] place, long depth, Value.Constant ends) {
    int[] end = new int[place.length];
    for (int i = 0; i < end.length; i++) {
      long index = indices.values()[i];
      end[i] = index == place[i] || index == place[i] - depth ? 1 : 0;
    }
    return ends.pick(end, indices.shape());
  }

  private static Value oneHot(
      Call call, Value.Variable indices, long[] place, long depth, Value.Constant ends) {
    int[] shape = indices.shape();
    long[] fromEnd = Arrays.stream(place).map(k -> k - depth).toArray();
    Value.Variable hits =
        ArithmeticLowering.sum(
            call, hits(call, indices, place), hits(call, indices, fromEnd), 1, shape);
    Value.Constant off = ends.pick(new int[] {0});
    Value.Constant step =
        ConstantArithmetic.fold(
            call, ConstantArithmetic.Operator.SUB, ends.pick(new int[] {1}), off, new int[0]);
    Value.Variable scaled = ArithmeticLowering.scale(call, hits, step, shape);
    return ((Value.Variable) ArithmeticLowering.sum(call, scaled, off, 1)).as(ends.type());
  }

  /** {@code [i = k]} for an integer k each. */
  static Value.Variable hits(Call call, Value.Variable indices, long[] places) {
    int n = places.length;
    double[] bias = Arrays.stream(places).mapToDouble(k -> -k).toArray();
    AffineLayer.Term same =
        new AffineLayer.Term(indices.layer(), new SelectionMap(n, Shapes.identity(n)));
    Value.Variable difference =
        call.graph.sum(List.of(same), constant(bias, indices.shape()), indices.shape());
    return isZero(call, difference, true);
  }
}
