package org.plumbline.network.onnx.lowering;

import org.plumbline.network.model.Activation;

/** Element-wise arithmetic on constants of one type, with broadcasting. */
public final class ConstantArithmetic {
  private ConstantArithmetic() {}

  public enum Operator {
    ADD,
    SUB,
    MUL,
    DIV,
    MOD,
    MIN,
    MAX,
    EQUAL,
    GREATER,
    LESS,
    AND,
    OR,
    XOR;

    /** Whether its results are truth values. */
    boolean isTest() {
      return switch (this) {
        case EQUAL, GREATER, LESS, AND, OR, XOR -> true;
        default -> false;
      };
    }
  }

  /** Applies the operator element by element, with broadcasting to {@code shape}. */
  public static Value.Constant fold(
      Call call, Operator operator, Value.Constant left, Value.Constant right, int[] shape) {
    if (left.type() != right.type()) {
      throw call.refuse("its inputs are of types " + left.type() + " and " + right.type());
    }
    return left instanceof Value.Integers a
        ? IntegerArithmetic.fold(call, operator, a, (Value.Integers) right, shape)
        : RealArithmetic.fold(call, operator, (Value.Reals) left, (Value.Reals) right, shape);
  }

  /** σ of a constant; of a rounded one only if σ never stretches. */
  public static Value.Constant apply(Call call, Value.Constant constant, Activation activation) {
    return constant instanceof Value.Integers integers
        ? IntegerArithmetic.apply(call, integers, activation)
        : RealArithmetic.apply(call, (Value.Reals) constant, activation);
  }

  public static Value.Constant negated(Call call, Value.Constant constant) {
    return constant instanceof Value.Integers integers
        ? IntegerArithmetic.negated(call, integers)
        : ((Value.Reals) constant).negated();
  }
}
