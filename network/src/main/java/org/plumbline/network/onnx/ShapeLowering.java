package org.plumbline.network.onnx;

import java.util.Arrays;

/** Operators whose result is known when the network is read. */
final class ShapeLowering {
  private ShapeLowering() {}

  static Value constant(Call call) {
    if (call.attributes.has("value")) {
      return Value.Constant.of(call.attributes.tensor("value"));
    } else if (call.attributes.has("value_float")) {
      double value = call.attributes.real("value_float", 0);
      return new Value.Constant(new int[0], new double[] {value}, null, false);
    } else if (call.attributes.has("value_floats")) {
      return reals(call, call.attributes.reals("value_floats"));
    } else if (call.attributes.has("value_int")) {
      return Value.Constant.integers(new int[0], call.attributes.integer("value_int", 0));
    } else if (call.attributes.has("value_ints")) {
      int[] values = call.attributes.integers("value_ints");
      return Value.Constant.integers(new int[] {values.length}, values);
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
    return new Value.Constant(new int[] {wide.length}, wide, null, false);
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
    return Value.Constant.integers(new int[] {part.length}, part);
  }

  private static int clamped(int axis, int rank) {
    return Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
  }

  static Value size(Call call) {
    return Value.Constant.integers(new int[0], call.input(0).count());
  }

  static Value constantOfShape(Call call) {
    int[] shape = call.integers(0);
    double[] values = new double[call.graph.claim(shape)];
    if (!call.attributes.has("value")) {
      return new Value.Constant(shape, values, null, false);
    }
    OnnxTensor fill = call.attributes.tensor("value");
    if (fill.values().length != 1) {
      throw call.refuse("attribute value of shape " + Shapes.text(fill.shape()));
    }
    Arrays.fill(values, fill.values()[0]);
    return new Value.Constant(shape, values, null, fill.type().isInteger());
  }

  static Value range(Call call) {
    double start = call.scalar(0);
    double limit = call.scalar(1);
    double delta = call.scalar(2);
    if (!call.constant(0).isInteger() || delta == 0) {
      throw call.refuse("from " + start + " by " + delta + "; supported are whole numbers");
    }
    double count = Math.max(0, Math.ceil((limit - start) / delta));
    if (!(count <= Integer.MAX_VALUE)) {
      throw call.refuse("a range of " + count + " elements");
    }
    double[] values = new double[call.graph.claim((int) count)];
    for (int i = 0; i < values.length; i++) {
      values[i] = start + i * delta;
    }
    return new Value.Constant(new int[] {values.length}, values, null, true);
  }
}
