package org.plumbline.network.onnx.operators;

import java.math.BigDecimal;
import java.util.Arrays;
import org.plumbline.network.model.Reading;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.ConstantArithmetic;
import org.plumbline.network.onnx.lowering.ConstantArithmetic.Operator;
import org.plumbline.network.onnx.lowering.IntegerRange;
import org.plumbline.network.onnx.lowering.RealArithmetic;
import org.plumbline.network.onnx.lowering.Value;

/**
 * QuantizeLinear, {@code saturate(round(x/s) + z)}, and DequantizeLinear, {@code (q − z)·s}: per
 * tensor, per axis or per block. Constants are folded. Operator sets 10 to 25.
 */
final class QuantisationLowering {
  private static final int FIRST_WITH_AXIS = 13;
  private static final int FIRST_WITH_BLOCKS = 21;
  private static final int FIRST_WITH_PRECISION = 23;

  /** Far outside of all quantised types, where quotients need not be exact. */
  private static final double FAR = 0x1p40;

  /** ONNX Runtime 1.29 takes quotients for integers of 32 bits where scales are blocked. */
  private static final double MOST_BLOCKED = 0x1p30;

  private static final String WRAPPING = "runtimes wrap larger quotients of blocks around";

  private QuantisationLowering() {}

  static Value quantise(Call call) {
    Value x = call.input(0);
    Value.Reals scale = Quantisation.scale(call, 1);
    ElementType type = quantisedType(call);
    if (call.opset() >= 19) {
      call.attributes.ignore("saturate");
    }
    if (call.opset() >= FIRST_WITH_PRECISION) {
      call.attributes.ignore("precision");
    }
    int[] places = places(call, x.shape(), scale.shape());
    Value.Reals scales = spread(scale, places, x.shape());
    Value.Reals zeros = spread(zeros(call, scale, type), places, x.shape());
    if (x instanceof Value.Constant constant) {
      return quantised(call, constant.asReals(call::refuse), scales, zeros, type);
    }
    Value.Reals one = new Value.Reals(new int[0], scale.type(), new double[] {1}, null, null);
    Value.Constant inverse =
        ConstantArithmetic.fold(call, Operator.DIV, one, scales, scales.shape());
    Value.Variable quotient =
        ArithmeticLowering.scale(call, (Value.Variable) x, inverse, x.shape());
    if (block(call) > 0) {
      call.graph.need(quotient, -MOST_BLOCKED, MOST_BLOCKED, Reading.Need.ALWAYS, WRAPPING);
    }
    return Quantisation.rounded(call, quotient, zeros, type);
  }

  private static int block(Call call) {
    return call.opset() < FIRST_WITH_BLOCKS ? 0 : call.attributes.integer("block_size", 0);
  }

  private static ElementType quantisedType(Call call) {
    int asked = call.opset() < FIRST_WITH_BLOCKS ? 0 : call.attributes.integer("output_dtype", 0);
    ElementType type = asked == 0 ? ElementType.UINT8 : ElementType.of(asked);
    if (call.hasInput(2)) {
      type = call.constant(2).type();
      if (asked != 0 && type != ElementType.of(asked)) {
        throw call.refuse("output_dtype is not the type of the zero point, " + type);
      }
    }
    Quantisation.requireQuantised(call, type);
    return type;
  }

  private static Value.Reals zeros(Call call, Value scale, ElementType type) {
    if (!call.hasInput(2)) {
      return Value.Reals.scalar(0);
    }
    Value.Reals zeros = Quantisation.zeros(call, 2, type);
    if (!Shapes.text(zeros.shape()).equals(Shapes.text(scale.shape()))
        && zeros.count() * scale.count() != 1) {
      throw call.refuse(
          "zero points of shape "
              + Shapes.text(zeros.shape())
              + " for scales of shape "
              + Shapes.text(scale.shape()));
    }
    return zeros;
  }

  /** Which parameter each element has; null where there is one for all. */
  private static int[] places(Call call, int[] x, int[] parameter) {
    boolean hasAxis = call.opset() >= FIRST_WITH_AXIS;
    int given = hasAxis ? call.attributes.integer("axis", 1) : 1;
    int block = block(call);
    if (Shapes.count(parameter) == 1 && parameter.length < 2 && block == 0) {
      return null;
    }
    String misfit =
        "scales of shape " + Shapes.text(parameter) + " for a tensor of shape " + Shapes.text(x);
    if (!hasAxis || block < 0 || parameter.length != (block == 0 ? 1 : x.length)) {
      throw call.refuse(misfit);
    }
    int axis = call.axis(given, x.length);
    int[] wide = parameter;
    if (block == 0) {
      wide = new int[x.length];
      Arrays.fill(wide, 1);
      wide[axis] = parameter[0];
    }
    int size = Math.max(1, block);
    int[] steps = Shapes.strides(wide);
    int[] places = new int[call.graph.claim(x)];
    int inner = Shapes.count(x, axis + 1, x.length);
    for (int d = 0; d < x.length; d++) {
      long fits = d == axis ? (x[d] + size - 1L) / size : block == 0 ? 1 : x[d];
      if (wide[d] != fits) {
        throw call.refuse(misfit);
      }
    }
    for (int i = 0; i < places.length; i++) {
      int along = i / inner % x[axis] / size;
      places[i] =
          block == 0
              ? along * steps[axis]
              : i / inner / x[axis] * wide[axis] * inner + along * inner + i % inner;
    }
    return places;
  }

  private static Value.Reals spread(Value.Reals parameter, int[] places, int[] shape) {
    if (parameter.count() == 1) {
      return parameter.reshaped();
    }
    return parameter.pick(places, shape);
  }

  private static Value.Integers quantised(
      Call call, Value.Reals x, Value.Reals scales, Value.Reals zeros, ElementType type) {
    if (!x.isExact()) {
      throw call.refuse("it rounds a constant that is the rounded result of arithmetic");
    }
    long[] result = new long[call.graph.claim(x.shape())];
    for (int i = 0; i < result.length; i++) {
      double scale = scales.values()[scales.count() == 1 ? 0 : i];
      double zero = zeros.values()[zeros.count() == 1 ? 0 : i];
      double nearest = nearest(x.values()[i], scale);
      if (!(Math.abs(nearest) <= MOST_BLOCKED)) {
        throw call.refuse("the constant " + x.values()[i] + " is too large for the scale " + scale);
      }
      boolean isSame = Math.rint((float) x.values()[i] / (float) scale) == nearest;
      if (!isSame || x.deviations() != null || scales.deviations() != null) {
        call.graph.unknownInFloat32("rounds a constant to " + type);
      }
      result[i] = (long) Math.max(type.least(), Math.min(type.greatest(), nearest + zero));
    }
    return new Value.Integers(x.shape(), type, result);
  }

  /** The integer nearest to {@code x/s}, halves to even, as real numbers have it. */
  private static double nearest(double x, double s) {
    double quotient = x / s;
    if (!(Math.abs(quotient) < FAR)) {
      return Math.copySign(FAR, x);
    }
    double near = Math.rint(quotient);
    BigDecimal rest = new BigDecimal(x).subtract(new BigDecimal(near).multiply(new BigDecimal(s)));
    int beyond = rest.abs().multiply(BigDecimal.valueOf(2)).compareTo(new BigDecimal(s));
    boolean moves = beyond > 0 || beyond == 0 && near % 2 != 0;
    return moves ? near + rest.signum() : near;
  }

  static Value dequantise(Call call) {
    Value x = call.input(0);
    if (x.type() != ElementType.INT32) {
      Quantisation.requireQuantised(call, x.type());
    }
    if (x instanceof Value.Constant constant && call.input(1) instanceof Value.Variable scale) {
      return scaled(call, constant.asReals(call::refuse), scale, x.type());
    }
    Value.Reals scale = Quantisation.scale(call, 1);
    ElementType type = realType(call, scale.type());
    int[] places = places(call, x.shape(), scale.shape());
    Value.Reals scales = spread(scale, places, x.shape());
    Value.Reals zeros = spread(zeros(call, scale, x.type()), places, x.shape());
    if (x instanceof Value.Constant constant) {
      return dequantised(call, constant.asReals(call::refuse), scales, zeros, type);
    }
    Value.Variable whole = (Value.Variable) x;
    if (whole.type() == ElementType.INT32) {
      IntegerRange.requireFloat32(call, whole);
    }
    Value.Variable centred =
        Arrays.stream(zeros.values()).allMatch(zero -> zero == 0)
            ? whole
            : (Value.Variable) ArithmeticLowering.sum(call, whole, zeros, -1);
    Value.Variable result = ArithmeticLowering.scale(call, centred, scales, x.shape());
    return new Value.Variable(result.layer(), x.shape(), type, false);
  }

  /** Of constants, in computed scales. */
  private static Value scaled(
      Call call, Value.Reals x, Value.Variable scale, ElementType quantised) {
    ElementType type = realType(call, scale.type());
    int[] places = places(call, x.shape(), scale.shape());
    Value.Reals zeros = spread(zeros(call, scale, quantised), places, x.shape());
    Value wide = scale.count() == 1 ? scale : call.graph.pick(scale, places, x.shape());
    Value.Reals centred = centred(call, x, zeros, scale.type());
    Value.Variable result =
        ArithmeticLowering.scale(call, (Value.Variable) wide, centred, x.shape());
    return new Value.Variable(result.layer(), x.shape(), type, false);
  }

  private static ElementType realType(Call call, ElementType scale) {
    int asked =
        call.opset() < FIRST_WITH_PRECISION ? 0 : call.attributes.integer("output_dtype", 0);
    ElementType type = asked == 0 ? scale : ElementType.of(asked);
    if (type != ElementType.FLOAT && type != ElementType.FLOAT16 && type != ElementType.BFLOAT16) {
      throw call.refuse("results of type " + type);
    }
    return type;
  }

  private static Value.Reals dequantised(
      Call call, Value.Reals x, Value.Reals scales, Value.Reals zeros, ElementType type) {
    Value.Reals whole = centred(call, x, zeros, scales.type());
    Value.Reals result =
        (Value.Reals) ConstantArithmetic.fold(call, Operator.MUL, whole, scales, x.shape());
    return type == scales.type() ? result : RealArithmetic.cast(result, type);
  }

  /**
   * Integers become numbers of the scale's type before they are multiplied, larger ones rounded.
   */
  private static Value.Reals centred(
      Call call, Value.Reals x, Value.Reals zeros, ElementType type) {
    double[] centred = new double[call.graph.claim(x.shape())];
    double[] deviations = new double[centred.length];
    for (int i = 0; i < centred.length; i++) {
      centred[i] = x.values()[i] - zeros.values()[zeros.count() == 1 ? 0 : i];
      deviations[i] = Math.abs((float) centred[i] - centred[i]);
    }
    return new Value.Reals(x.shape(), type, centred, null, deviations);
  }
}
