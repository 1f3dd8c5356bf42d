package org.plumbline.reference.operators;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.List;
import org.plumbline.reference.file.Attributes;
import org.plumbline.reference.file.TensorReader;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Elementwise;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UndefinedException;

/** Constant, ConstantOfShape, Shape, Size, Range and OneHot. */
final class Constants {
  private static final List<String> KINDS =
      List.of("value", "value_float", "value_floats", "value_int", "value_ints");

  private Constants() {}

  static ReferenceTensor constant(Call call) {
    Attributes attributes = call.attributes;
    List<String> kinds = KINDS.stream().filter(attributes::has).toList();
    if (kinds.size() != 1 || call.opset() < 12 && !kinds.get(0).equals("value")) {
      throw new ReferenceException(
          "the attributes " + kinds + " are given, expected is one of " + KINDS);
    }
    ReferenceTensor result =
        switch (kinds.get(0)) {
          case "value" -> TensorReader.read(attributes.tensor("value"));
          case "value_float" -> reals(Shape.SCALAR, attributes.real("value_float", 0));
          case "value_floats" -> {
            double[] values = attributes.reals("value_floats");
            yield reals(Shape.of(values.length), values);
          }
          case "value_int" -> integers(Shape.SCALAR, attributes.integer("value_int"));
          default -> {
            long[] values = attributes.integers("value_ints");
            yield integers(Shape.of(values.length), values);
          }
        };
    call.claim(result.shape());
    return result;
  }

  private static ReferenceTensor reals(Shape shape, double... values) {
    return ReferenceTensor.wrap(ElementType.FLOAT32, shape, values, null);
  }

  private static ReferenceTensor integers(Shape shape, long... values) {
    return ReferenceTensor.wrap(ElementType.INT64, shape, values);
  }

  /** By default zeros of float32. */
  static ReferenceTensor constantOfShape(Call call) {
    Shape shape = call.claim(call.list(0));
    ReferenceTensor value = reals(Shape.of(1), 0);
    if (call.attributes.has("value")) {
      TensorProto proto = call.attributes.tensor("value");
      value = TensorReader.read(proto);
    }
    if (value.size() != 1) {
      throw new ReferenceException("a value of shape " + value.shape());
    }
    return value.pick(new int[shape.size()], shape);
  }

  /** From {@code start} to before {@code end}, which count from the end if negative (from 15). */
  static ReferenceTensor shape(Call call) {
    long[] dims = call.input(0).shape().longs();
    if (call.opset() < 15) {
      return integers(Shape.of(dims.length), dims);
    }
    int start = clamp(call.attributes.integer("start", 0), dims.length);
    int end = clamp(call.attributes.integer("end", dims.length), dims.length);
    long[] part = start < end ? Arrays.copyOfRange(dims, start, end) : new long[0];
    return integers(Shape.of(part.length), part);
  }

  private static int clamp(long axis, int rank) {
    return (int) Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
  }

  static ReferenceTensor size(Call call) {
    return integers(Shape.SCALAR, call.input(0).size());
  }

  /** {@code start + i·delta} for i below {@code ⌈(limit − start) / delta⌉}. */
  static ReferenceTensor range(Call call) {
    ReferenceTensor start = call.input(0);
    ReferenceTensor limit = call.input(1, start.type());
    ReferenceTensor delta = call.input(2, start.type());
    if (start.size() != 1 || limit.size() != 1 || delta.size() != 1) {
      throw new ReferenceException("an input is no scalar");
    }
    if (!start.isReal()) {
      return range(call, start.type(), start.integer(0), limit.integer(0), delta.integer(0));
    }
    Scalar first = start.scalar(call.mode(), 0);
    Scalar step = delta.scalar(call.mode(), 0);
    Scalar steps = limit.scalar(call.mode(), 0).minus(first).over(step).step(Math::ceil);
    Shape shape = call.claim(Math.max(0, Casts.truncated(steps, ElementType.INT64)));
    RealBuilder result = new RealBuilder(shape);
    for (int i = 0; i < shape.size(); i++) {
      result.set(i, step.times(i).plus(first));
    }
    return result.build(start.type());
  }

  private static ReferenceTensor range(
      Call call, ElementType type, long start, long limit, long delta) {
    if (delta == 0) {
      throw new UndefinedException("a range of step 0");
    }
    long room;
    try {
      room = Math.subtractExact(limit, start);
    } catch (ArithmeticException e) {
      throw new UndefinedException("the range from " + start + " to " + limit);
    }
    long count =
        room == 0 || room > 0 != delta > 0 ? 0 : (Math.abs(room) - 1) / Math.abs(delta) + 1;
    Shape shape = call.claim(count);
    long[] result = new long[shape.size()];
    Arrays.setAll(result, i -> type.wrap(start + i * delta));
    return ReferenceTensor.wrap(type, shape, result);
  }

  /**
   * The second of two values where the index along the new axis is the given one, else the first.
   */
  static ReferenceTensor oneHot(Call call) {
    ReferenceTensor indices = Elementwise.numeric(call.input(0));
    ReferenceTensor depths = Elementwise.numeric(call.input(1));
    ReferenceTensor values = call.input(2);
    if (depths.size() != 1 || values.size() != 2) {
      throw new ReferenceException("depth " + depths + " with values " + values);
    }
    long depth = integer(call, depths, 0);
    if (depth < 1) {
      throw new ReferenceException("depth " + depth);
    }
    Shape s = indices.shape();
    long[] open = new long[s.rank() + 1];
    int axis = Shape.of(open).axis(call.attributes.integer("axis", -1));
    System.arraycopy(s.longs(), 0, open, 0, axis);
    open[axis] = depth;
    System.arraycopy(s.longs(), axis, open, axis + 1, s.rank() - axis);
    Shape shape = call.claim(open);
    int inner = s.size(axis, s.rank());
    int[] source = new int[shape.size()];
    for (int i = 0; i < indices.size(); i++) {
      long index = integer(call, indices, i);
      if (index < 0 && index >= -depth) {
        checkNegative(call, index);
        index += depth;
      }
      if (index >= 0 && index < depth) {
        source[(int) (i / inner * depth + index) * inner + i % inner] = 1;
      }
    }
    return values.pick(source, shape);
  }

  private static void checkNegative(Call call, long index) {
    if (call.opset() < 11) {
      throw new UndefinedException(
          "index " + index + ": ONNX Runtime counts it from the end, before opset 11 it is out");
    }
  }

  private static long integer(Call call, ReferenceTensor x, int index) {
    return x.isReal()
        ? Casts.truncated(x.scalar(call.mode(), index), ElementType.INT64)
        : x.integer(index);
  }
}
