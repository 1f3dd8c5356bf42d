package org.plumbline.network.onnx.operators;

import java.math.BigInteger;
import java.util.Arrays;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Constants;
import org.plumbline.network.onnx.lowering.Value;

/** Operators whose result is known when the network is read. */
final class ShapeLowering {
  private ShapeLowering() {}

  static Value constant(Call call) {
    if (call.attributes.has("value")) {
      return Constants.of(call.attributes.tensor("value"));
    } else if (call.attributes.has("value_float")) {
      double value = call.attributes.real("value_float", 0);
      return Value.Reals.scalar(value);
    } else if (call.attributes.has("value_floats")) {
      return reals(call, call.attributes.reals("value_floats"));
    } else if (call.attributes.has("value_int")) {
      return new Value.Integers(new int[0], ElementType.INT64, call.attributes.longs("value_int"));
    } else if (call.attributes.has("value_ints")) {
      long[] values = call.attributes.longs("value_ints");
      return new Value.Integers(new int[] {values.length}, ElementType.INT64, values);
    }
    throw call.refuse("none of value, value_float, value_floats, value_int and value_ints is set");
  }

  private static Value reals(Call call, float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
      if (!Float.isFinite(values[i])) {
        throw call.refuse("attribute value_floats holds " + values[i]);
      }
    }
    return Value.Reals.exact(new int[] {wide.length}, wide);
  }

  static Value shape(Call call) {
    int[] shape = call.input(0).shape();
    int start = 0;
    int end = shape.length;
    if (call.opset() >= 15) {
      start = clamped(call.attributes.integer("start", 0), shape.length);
      end = clamped(call.attributes.integer("end", shape.length), shape.length);
    }
    int[] part = start < end ? Arrays.copyOfRange(shape, start, end) : new int[0];
    return Value.Integers.of(new int[] {part.length}, part);
  }

  private static int clamped(int axis, int rank) {
    return Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
  }

  static Value size(Call call) {
    return Value.Integers.of(new int[0], call.input(0).count());
  }

  static Value constantOfShape(Call call) {
    int[] shape = call.integers(0);
    int count = call.graph.claim(shape);
    if (!call.attributes.has("value")) {
      return Value.Reals.zeros(shape);
    }
    OnnxTensor fill = call.attributes.tensor("value");
    if (fill.count() != 1) {
      throw call.refuse("attribute value of shape " + Shapes.text(fill.shape()));
    }
    return Constants.of(fill).pick(new int[count], shape);
  }

  /** From a start, exclusive of a limit, by a step. */
  static Value range(Call call) {
    if (call.constant(0) instanceof Value.Reals) {
      return RealRange.of(call);
    }
    if (!(call.constant(0) instanceof Value.Integers first)
        || !(call.constant(1) instanceof Value.Integers second)
        || !(call.constant(2) instanceof Value.Integers third)
        || first.count() != 1
        || second.count() != 1
        || third.count() != 1) {
      throw call.refuse("its ends and its step are not three integers");
    }
    BigInteger start = BigInteger.valueOf(first.values()[0]);
    BigInteger step = BigInteger.valueOf(third.values()[0]);
    if (step.signum() == 0) {
      throw call.refuse("a step of 0");
    }
    BigInteger[] parts =
        BigInteger.valueOf(second.values()[0]).subtract(start).divideAndRemainder(step);
    boolean isCut = parts[1].signum() * step.signum() > 0;
    BigInteger count = (isCut ? parts[0].add(BigInteger.ONE) : parts[0]).max(BigInteger.ZERO);
    if (count.bitLength() >= 31) {
      throw call.refuse("a range of " + count + " elements");
    }
    long[] values = new long[call.graph.claim(count.intValueExact())];
    for (int i = 0; i < values.length; i++) {
      values[i] = first.values()[0] + i * third.values()[0];
    }
    return new Value.Integers(new int[] {values.length}, first.type(), values);
  }
}
