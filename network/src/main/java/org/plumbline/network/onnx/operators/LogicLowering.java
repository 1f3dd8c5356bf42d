package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Operators on truth values, which layers hold as 0 and 1: {@code ¬a = 1 − a}, {@code a ∨ b =
 * max(a, b)}, {@code a ∧ b = −max(−a, −b)}, {@code a ⊕ b = |a − b|}.
 */
final class LogicLowering {
  private LogicLowering() {}

  static Value not(Call call) {
    requireTruth(call, 1);
    return inverse(call, call.input(0));
  }

  static Value and(Call call) {
    return both(call, ConstantArithmetic.Operator.AND);
  }

  static Value or(Call call) {
    return both(call, ConstantArithmetic.Operator.OR);
  }

  static Value xor(Call call) {
    return both(call, ConstantArithmetic.Operator.XOR);
  }

  private static Value both(Call call, ConstantArithmetic.Operator operator) {
    requireTruth(call, 2);
    Value a = call.input(0);
    Value b = call.input(1);
    if (a instanceof Value.Constant left && b instanceof Value.Constant right) {
      int[] shape = call.broadcast(a.shape(), b.shape());
      return ConstantArithmetic.fold(call, operator, left, right, shape);
    }
    Value.Variable result =
        switch (operator) {
          case AND -> ExtremumLowering.extremum(call, ConstantArithmetic.Operator.MIN, a, b);
          case OR -> ExtremumLowering.extremum(call, ConstantArithmetic.Operator.MAX, a, b);
          default ->
              ActivationLowering.absolute(
                  call, (Value.Variable) ArithmeticLowering.sum(call, a, b, -1));
        };
    return result.as(ElementType.BOOL);
  }

  private static void requireTruth(Call call, int inputs) {
    for (int i = 0; i < inputs; i++) {
      if (call.input(i).type() != ElementType.BOOL) {
        throw call.refuse("its input holds no truth values");
      }
    }
  }

  /** {@code 1 − x} for truth values. */
  static Value inverse(Call call, Value truth) {
    if (truth instanceof Value.Variable variable) {
      return ComparisonLowering.oneMinus(call, variable).as(ElementType.BOOL);
    }
    long[] values = ((Value.Integers) truth).values();
    return new Value.Integers(
        truth.shape(), ElementType.BOOL, Arrays.stream(values).map(v -> 1 - v).toArray());
  }
}
