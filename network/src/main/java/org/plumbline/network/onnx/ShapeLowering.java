package org.plumbline.network.onnx;

import java.util.Arrays;

/** Operators whose result is known when the network is read. */
final class ShapeLowering {
  private ShapeLowering() {}

  static Value constant(Call call) {
    if (call.attributes.has("value")) {
      return new Value.Constant(call.attributes.tensor("value"));
    }
    if (call.attributes.has("value_float")) {
      return LoweringContext.constant(
          new int[0], new double[] {call.attributes.real("value_float", 0)}, false);
    }
    if (call.attributes.has("value_int")) {
      return LoweringContext.constant(
          new int[0], new double[] {call.attributes.integer("value_int", 0)}, true);
    }
    if (call.attributes.has("value_ints")) {
      int[] values = call.attributes.integers("value_ints");
      return LoweringContext.constant(
          new int[] {values.length}, Arrays.stream(values).asDoubleStream().toArray(), true);
    }
    throw call.refuse("the constant has none of value, value_float, value_int, value_ints");
  }

  static Value shape(Call call) {
    int[] shape = call.input(0).shape();
    int start = call.attributes.integer("start", 0);
    int end = call.attributes.integer("end", shape.length);
    start = Math.max(0, start < 0 ? start + shape.length : start);
    end = Math.min(shape.length, end < 0 ? end + shape.length : end);
    double[] values = Arrays.stream(shape, start, Math.max(start, end)).asDoubleStream().toArray();
    return LoweringContext.constant(new int[] {values.length}, values, true);
  }

  static Value constantOfShape(Call call) {
    int[] shape = call.constant(0).tensor().asInts();
    if (Arrays.stream(shape).anyMatch(e -> e < 0) || OnnxTensor.count(shape) > 1 << 24) {
      throw call.refuse("shape " + Shapes.text(shape));
    }
    OnnxTensor fill =
        call.attributes.has("value")
            ? call.attributes.tensor("value")
            : new OnnxTensor("", new int[] {1}, new double[1], false);
    double[] values = new double[OnnxTensor.count(shape)];
    Arrays.fill(values, fill.values()[0]);
    return LoweringContext.constant(shape, values, fill.isInteger());
  }

  static Value range(Call call) {
    double start = call.constant(0).values()[0];
    double limit = call.constant(1).values()[0];
    double delta = call.constant(2).values()[0];
    double count = Math.max(0, Math.ceil((limit - start) / delta));
    if (!(count <= 1 << 24)) {
      throw call.refuse("a range of " + count + " elements");
    }
    double[] values = new double[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = start + i * delta;
    }
    return LoweringContext.constant(
        new int[] {values.length}, values, call.constant(0).tensor().isInteger());
  }
}
