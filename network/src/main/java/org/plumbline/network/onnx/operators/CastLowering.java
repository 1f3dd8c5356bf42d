package org.plumbline.network.onnx.operators;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.plumbline.network.model.Activation;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.IntegerRange;
import org.plumbline.network.onnx.lowering.RealArithmetic;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Changes of the element type. Constants are converted as the standard says, with one rounding;
 * integers that leave their new type lose the bits above it. The network is read in real
 * arithmetic, so computed values stay as they are between floating-point types; towards integers
 * they are truncated, and that they fit is taken for granted ({@link IntegerRange}), because the
 * standard leaves open what happens else.
 */
final class CastLowering {
  private CastLowering() {}

  static Value cast(Call call) {
    return to(call, ElementType.of(call.attributes.integer("to", 0)));
  }

  /** To the type of a second input. */
  static Value castLike(Call call) {
    return to(call, call.input(1).type());
  }

  private static Value to(Call call, ElementType to) {
    if (call.opset() >= 19) {
      call.attributes.ignore("saturate");
    }
    boolean isKnown = to.isInteger() && !to.isHalfByte() || to.isReal();
    if (!isKnown) {
      throw call.refuse(
          "it casts to "
              + to
              + "; supported are floating-point types of 16 to 64 bits, bool and"
              + " integers of 8 to 64 bits");
    }
    if (call.input(0) instanceof Value.Integers integers) {
      return ofIntegers(call, integers, to);
    }
    return call.input(0) instanceof Value.Reals reals
        ? ofReals(call, reals, to)
        : ofVariable(call, call.variable(0), to);
  }

  private static Value ofVariable(Call call, Value.Variable x, ElementType to) {
    if (to == ElementType.BOOL) {
      return x.type() == to ? x : ComparisonLowering.isNonZero(call, x);
    }
    if (!to.isInteger()) {
      if (x.isInteger()) {
        IntegerRange.requireFloat32(call, x);
      }
      return x.as(to);
    }
    Value whole = x.isWhole() ? x : truncated(call, x, to);
    if (whole instanceof Value.Variable variable) {
      if (!holds(to, x.type())) {
        IntegerRange.requireFit(call, variable, to);
      }
      return variable.as(to);
    }
    return whole;
  }

  /** Whether every number of the one integer type is one of the other. */
  private static boolean holds(ElementType to, ElementType from) {
    return from.isInteger() && to.least() <= from.least() && from.greatest() <= to.greatest();
  }

  private static Value truncated(Call call, Value.Variable x, ElementType to) {
    Value.Integers known = call.graph.wholeParts(call, x, to);
    if (known == null) {
      return difference(call, x);
    }
    for (long whole : known.values()) {
      if (to.wrapped(whole) != whole) {
        throw call.refuse("an input of whole part " + whole + " does not fit type " + to);
      }
    }
    return known;
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

  private static Value.Constant ofIntegers(Call call, Value.Integers constant, ElementType to) {
    int n = call.graph.claim(constant.shape());
    if (to.isInteger()) {
      long[] values = new long[n];
      for (int i = 0; i < n; i++) {
        values[i] = to.wrapped(constant.values()[i]);
      }
      return new Value.Integers(constant.shape(), to, values);
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = rounded(constant.type(), constant.values()[i], to);
      if (!(Math.abs(values[i]) <= Double.MAX_VALUE)) {
        throw call.refuse("the constant " + constant.values()[i] + " does not fit type " + to);
      }
    }
    return real(constant, to, values);
  }

  /** To the nearest number of a floating-point type, in one step; of 16 bits by way of binary32. */
  private static double rounded(ElementType from, long value, ElementType to) {
    boolean isDouble = to == ElementType.DOUBLE;
    if (from == ElementType.UINT64 && value < 0) {
      BigDecimal exact = new BigDecimal(new BigInteger(Long.toUnsignedString(value)));
      return isDouble ? exact.doubleValue() : to.nearest(exact.floatValue());
    }
    return isDouble ? (double) value : to.nearest((float) value);
  }

  private static Value.Reals real(Value.Constant like, ElementType to, double[] values) {
    double[] deviations = to == ElementType.FLOAT ? null : RealArithmetic.unknown(values.length);
    return new Value.Reals(like.shape(), to, values, null, deviations);
  }

  private static Value.Constant ofReals(Call call, Value.Reals constant, ElementType to) {
    int n = call.graph.claim(constant.shape());
    if (!constant.isExact()) {
      if (to.isInteger()) {
        throw call.refuse("its constant input is the rounded result of arithmetic on constants");
      }
      return RealArithmetic.cast(constant, to);
    }
    if (to.isInteger()) {
      long[] values = new long[n];
      for (int i = 0; i < n; i++) {
        values[i] = integer(call, constant.values()[i], to);
      }
      if (constant.deviations() != null && constant.type() == ElementType.FLOAT) {
        call.graph.unknownInFloat32("casts a constant that binary32 may round to " + to);
      }
      return new Value.Integers(constant.shape(), to, values);
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      double value = constant.values()[i];
      values[i] = to.nearest(value);
      boolean fits = Math.abs(values[i]) <= Double.MAX_VALUE || Double.isInfinite(value);
      if (!fits) {
        throw call.refuse("the constant " + value + " does not fit type " + to);
      }
    }
    return constant.type() == ElementType.FLOAT && constant.deviations() != null
        ? RealArithmetic.cast(constant, to)
        : real(constant, to, values);
  }

  private static long integer(Call call, double value, ElementType to) {
    if (to == ElementType.BOOL) {
      return value == 0 ? 0 : 1;
    }
    double whole = value < 0 ? Math.ceil(value) : Math.floor(value);
    boolean fits = to.least() <= whole && whole <= to.greatest();
    if (!fits) {
      throw call.refuse("the constant " + value + " does not fit type " + to);
    }
    return to == ElementType.UINT64
        ? new BigDecimal(whole).toBigInteger().longValue()
        : (long) whole;
  }
}
