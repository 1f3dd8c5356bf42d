package org.plumbline.network.onnx.operators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic;
import org.plumbline.network.onnx.lowering.IntegerRange;
import org.plumbline.network.onnx.lowering.Value;

/** Element-wise maxima and minima of several tensors; on constants they are folded. */
final class ExtremumLowering {
  private ExtremumLowering() {}

  static Value max(Call call) {
    return extremum(call, ConstantArithmetic.Operator.MAX);
  }

  static Value min(Call call) {
    return extremum(call, ConstantArithmetic.Operator.MIN);
  }

  private static Value extremum(Call call, ConstantArithmetic.Operator operator) {
    Value result = call.input(0);
    for (int i = 1; i < call.inputs(); i++) {
      result = ofTwo(call, operator, result, call.input(i));
    }
    return result;
  }

  static Value ofTwo(Call call, ConstantArithmetic.Operator operator, Value a, Value b) {
    if (a instanceof Value.Constant left && b instanceof Value.Constant right) {
      int[] shape = call.broadcast(a.shape(), b.shape());
      return ConstantArithmetic.fold(call, operator, left, right, shape);
    }
    return extremum(call, operator, a, b);
  }

  /** {@code min(a, b) = −max(−a, −b)}, of two values that are not both constant. */
  static Value.Variable extremum(
      Call call, ConstantArithmetic.Operator operator, Value a, Value b) {
    int[] shape = call.broadcast(a.shape(), b.shape());
    requireOrder(call, a);
    requireOrder(call, b);
    if (operator == ConstantArithmetic.Operator.MAX) {
      return maximum(call, a, b, shape);
    }
    return ArithmeticLowering.negated(
        call, maximum(call, negated(call, a), negated(call, b), shape));
  }

  private static void requireOrder(Call call, Value value) {
    if (value instanceof Value.Variable variable) {
      IntegerRange.requireOrder(call, variable);
    }
  }

  /** As real numbers: a truth value that was negated would be none. */
  private static Value negated(Call call, Value value) {
    return value instanceof Value.Constant constant
        ? constant.asReals(call::refuse).negated()
        : ArithmeticLowering.negated(call, (Value.Variable) value);
  }

  /** Both operands in one layer, and the maxima of pairs of its neurons. */
  private static Value.Variable maximum(Call call, Value a, Value b, int[] shape) {
    int n = call.graph.claim(shape);
    call.graph.claim(4, n);
    List<int[]> places = new ArrayList<>();
    places.add(placed(a, shape, 0));
    places.add(placed(b, shape, n));
    Value.Variable both =
        (Value.Variable) JoinLowering.overlay(call, List.of(a, b), places, new int[] {2 * n});
    int[] starts = new int[n + 1];
    int[] members = new int[2 * n];
    for (int i = 0; i < n; i++) {
      members[2 * i] = i;
      members[2 * i + 1] = n + i;
      starts[i + 1] = 2 * i + 2;
    }
    return call.graph.add(new MaximumLayer(both.layer(), starts, members), shape);
  }

  private static int[] placed(Value value, int[] shape, int start) {
    int[] index = Shapes.broadcastIndex(value.shape(), shape);
    int[] placed = new int[2 * index.length];
    Arrays.fill(placed, -1);
    System.arraycopy(index, 0, placed, start, index.length);
    return placed;
  }
}
