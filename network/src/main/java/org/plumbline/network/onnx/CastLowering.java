package org.plumbline.network.onnx;

import org.plumbline.network.model.Activation;

/**
 * Changes of the element type. The network is read in real arithmetic, so computed values stay as
 * they are between float32 and float64; towards integers they are truncated, and a value that does
 * not fit the integer type, for which the operator is undefined, is truncated all the same.
 * Constants are rounded as the runtime rounds them.
 */
final class CastLowering {
  private CastLowering() {}

  static Value cast(Call call) {
    ElementType to = ElementType.of(call.attributes.integer("to", 0));
    if (call.opset() >= 19) {
      call.attributes.ignore("saturate");
    }
    boolean isKnown =
        switch (to) {
          case FLOAT, DOUBLE, INT32, INT64, BOOL -> true;
          default -> false;
        };
    if (!isKnown) {
      throw call.refuse(
          "attribute to is " + to + "; supported are FLOAT, DOUBLE, INT32, INT64 and BOOL");
    }
    return call.input(0) instanceof Value.Constant constant
        ? cast(call, constant, to)
        : cast(call, call.variable(0), to);
  }

  private static Value cast(Call call, Value.Variable x, ElementType to) {
    return switch (to) {
      case FLOAT, DOUBLE -> x.asReal();
      case BOOL -> ComparisonLowering.isNonZero(call, x);
      default -> x.isWhole() ? x.asInteger() : truncated(call, x);
    };
  }

  private static Value truncated(Call call, Value.Variable x) {
    Value.Constant known = call.graph.wholeParts(call, x);
    return known == null ? difference(call, x).asInteger() : known;
  }

  /** {@code ⌊relu(x)⌋ − ⌊relu(−x)⌋}. */
  private static Value.Variable difference(Call call, Value.Variable x) {
    Value.Variable minus = ArithmeticLowering.negated(call, x);
    return ArithmeticLowering.sum(
        call, floorOfPositive(call, x), floorOfPositive(call, minus), -1, x.shape());
  }

  private static Value.Variable floorOfPositive(Call call, Value.Variable x) {
    Value.Variable positive = call.graph.activation(x, Activation.RELU);
    return call.graph.activation(positive, Activation.of(Activation.Kind.FLOOR));
  }

  private static Value cast(Call call, Value.Constant constant, ElementType to) {
    if (!constant.isExact()) {
      if (to.isInteger()) {
        throw call.refuse("its constant input is the rounded result of arithmetic on constants");
      }
      return constant;
    }
    double[] values = new double[call.graph.claim(constant.shape())];
    for (int i = 0; i < values.length; i++) {
      values[i] = cast(call, constant.values()[i], to);
    }
    return new Value.Constant(constant.shape(), values, null, to.isInteger());
  }

  private static double cast(Call call, double value, ElementType to) {
    double cast =
        switch (to) {
          case FLOAT -> (float) value;
          case INT32, INT64 -> value < 0 ? Math.ceil(value) : Math.floor(value);
          case BOOL -> value == 0 ? 0 : 1;
          default -> value;
        };
    boolean fits =
        switch (to) {
          case INT32 -> cast == (int) cast;
          case INT64 -> Math.abs(cast) <= 0x1p63;
          default -> Math.abs(cast) <= Double.MAX_VALUE;
        };
    if (!fits) {
      throw call.refuse("the constant " + value + " does not fit type " + to);
    }
    return cast + 0.0;
  }
}
