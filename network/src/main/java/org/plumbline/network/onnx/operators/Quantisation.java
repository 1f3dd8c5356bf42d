package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import java.util.Set;
import org.plumbline.network.model.Activation;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic;
import org.plumbline.network.onnx.lowering.ConstantArithmetic.Operator;
import org.plumbline.network.onnx.lowering.IntegerRange;
import org.plumbline.network.onnx.lowering.Value;

/**
 * What quantised operators are made of: {@code q = saturate(round(t) + z)} with halves to even, and
 * {@code q − z}. The quotient t = x/s is one of real numbers, where a runtime divides in binary32:
 * the two round to different integers where t is within 2⁻²² of itself of a half. That is why what
 * a model computes with rounded quotients is not known in binary32.
 */
final class Quantisation {
  private static final Set<ElementType> BYTES = Set.of(ElementType.INT8, ElementType.UINT8);
  private static final Set<ElementType> QUANTISED =
      Set.of(
          ElementType.INT8,
          ElementType.UINT8,
          ElementType.INT16,
          ElementType.UINT16,
          ElementType.INT4,
          ElementType.UINT4);

  private Quantisation() {}

  static void requireQuantised(Call call, ElementType type) {
    if (!QUANTISED.contains(type)) {
      throw call.refuse(
          "quantised elements of type " + type + "; known are integers of 4 to 16 bits");
    }
  }

  /** The scale of a tensor, which is positive and stands in the model. */
  static Value.Reals scale(Call call, int index) {
    if (!(call.input(index) instanceof Value.Reals)) {
      throw call.refuse("input " + index + ", a scale, must be a constant of real numbers");
    }
    Value.Reals scale = call.exact(index);
    for (double value : scale.values()) {
      if (!(value > 0)) {
        throw call.refuse("input " + index + ", a scale, holds " + value);
      }
    }
    return scale;
  }

  /** A scale of one element, as a scalar. */
  static Value.Reals scalarScale(Call call, int index) {
    Value.Reals scale = scale(call, index);
    if (scale.count() != 1) {
      throw call.refuse("input " + index + ", a scale, has shape " + Shapes.text(scale.shape()));
    }
    return scale.reshaped();
  }

  /** Zero points that are constants of a type, as real numbers. */
  static Value.Reals zeros(Call call, int index, ElementType type) {
    Value.Constant zero = call.constant(index);
    if (zero.type() != type) {
      throw call.refuse("input " + index + ", a zero point, is of type " + zero.type());
    }
    return real(zero.asReals(call::refuse));
  }

  /** The same whole numbers, as numbers of binary32 or exact ones beyond it. */
  private static Value.Reals real(Value.Reals whole) {
    return Value.Reals.exact(whole.shape(), whole.values());
  }

  /**
   * The elements of a tensor of bytes less their zero points, which may be one for each index of an
   * axis.
   *
   * @param axis of zero points of rank 1; −1 where there may be one only
   */
  static Value centred(Call call, int index, int zero, int axis) {
    Value x = call.input(index);
    if (!BYTES.contains(x.type())) {
      throw call.refuse("input " + index + " is of type " + x.type() + "; known are 8 bits");
    }
    Value whole = x instanceof Value.Constant constant ? real(constant.asReals(call::refuse)) : x;
    if (!call.hasInput(zero)) {
      return whole;
    }
    if (call.input(zero) instanceof Value.Variable computed) {
      if (computed.count() != 1 || computed.type() != x.type()) {
        throw call.refuse("a computed zero point of shape " + Shapes.text(computed.shape()));
      }
      return ArithmeticLowering.sum(call, whole, computed.reshaped(), -1);
    }
    Value.Reals zeros = zeros(call, zero, x.type());
    return ArithmeticLowering.sum(call, whole, alongAxis(call, zeros, x.shape(), axis), -1);
  }

  /** Parameters of one tensor, in a shape that broadcasts. */
  static Value.Reals alongAxis(Call call, Value.Reals parameter, int[] shape, int axis) {
    if (parameter.count() == 1) {
      return parameter.reshaped();
    }
    if (axis < 0 || parameter.rank() != 1 || parameter.count() != shape[axis]) {
      throw call.refuse(
          "parameters of shape "
              + Shapes.text(parameter.shape())
              + " for a tensor of shape "
              + Shapes.text(shape));
    }
    int[] wide = new int[shape.length - axis];
    Arrays.fill(wide, 1);
    wide[0] = shape[axis];
    return parameter.reshaped(wide);
  }

  /** Sums that the model keeps in 32 bits. */
  static Value.Variable sums(Call call, Value sums) {
    if (!(sums instanceof Value.Variable x)) {
      throw call.refuse("all its inputs are constants");
    }
    Value.Variable whole = new Value.Variable(x.layer(), x.shape(), ElementType.INT32, true);
    IntegerRange.requireNoOverflow(call, whole);
    return whole;
  }

  /** {@code a·b / c}, for scales of shapes that broadcast. */
  static Value.Constant ratio(Call call, Value.Reals a, Value.Reals b, Value.Reals c) {
    if (a.type() != b.type() || a.type() != c.type()) {
      throw call.refuse("its scales are of types " + a.type() + ", " + b.type() + ", " + c.type());
    }
    int[] shape = call.broadcast(a.shape(), b.shape());
    Value.Constant product = ConstantArithmetic.fold(call, Operator.MUL, a, b, shape);
    return ConstantArithmetic.fold(call, Operator.DIV, product, c, shape);
  }

  /** {@code saturate(round(t + z))} for one zero point, which is added before a half is rounded. */
  static Value.Variable roundedSum(
      Call call, Value.Variable t, Value.Reals zero, ElementType type) {
    Value.Variable sum =
        zero.values()[0] == 0 ? t : (Value.Variable) ArithmeticLowering.sum(call, t, zero, 1);
    Value.Variable result = rounded(call, sum, Value.Reals.scalar(0), type);
    return new Value.Variable(result.layer(), t.shape(), type, true);
  }

  /**
   * {@code saturate(round(t) + z)}: for one zero point z the integers between which it saturates
   * can be clipped first.
   *
   * @param zeros of a shape that broadcasts to that of t
   */
  static Value.Variable rounded(Call call, Value.Variable t, Value.Reals zeros, ElementType type) {
    call.graph.unknownInFloat32("rounds to " + type);
    double first = zeros.count() == 0 ? 0 : zeros.values()[0];
    boolean isOne = Arrays.stream(zeros.values()).allMatch(zero -> zero == first);
    double shift = isOne ? first : 0;
    Activation range = Activation.clip(type.least() - shift, type.greatest() - shift);
    Activation round = Activation.of(Activation.Kind.ROUND);
    Value.Variable result =
        isOne
            ? call.graph.activation(call.graph.activation(t, range), round)
            : call.graph.activation(t, round);
    if (!isOne || first != 0) {
      result = (Value.Variable) ArithmeticLowering.sum(call, result, zeros, 1);
    }
    result = isOne ? result : call.graph.activation(result, range);
    return new Value.Variable(result.layer(), t.shape(), type, true);
  }
}
