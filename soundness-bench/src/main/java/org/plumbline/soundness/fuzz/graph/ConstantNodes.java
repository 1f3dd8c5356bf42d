package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxAttribute;
import org.plumbline.network.onnx.file.OnnxTensor;

/**
 * Constants, which stand in the file as initialisers or nodes, or are computed from such; and
 * operators whose results are known without the input.
 */
final class ConstantNodes {
  private ConstantNodes() {}

  /** A constant of any kind. */
  static Operand any(Sketch s, Signature signature) {
    return switch (s.draw.between(0, 11)) {
      case 0, 1 -> asNode(s, s.numbers.tensor(s.nextConstant(), signature));
      case 2 -> s.opset >= 9 ? filled(s, signature) : s.initialiser(signature);
      case 3 -> cast(s, signature);
      default -> s.initialiser(signature);
    };
  }

  private static Operand asNode(Sketch s, OnnxTensor tensor) {
    Signature signature = new Signature(tensor.type(), tensor.shape());
    Operand result = s.node("Constant", signature);
    boolean isShort = s.opset >= 12 && tensor.shape().length < 2 && s.draw.coin();
    if (isShort && tensor.type() == ElementType.FLOAT) {
      shortReals(s, tensor);
    } else if (isShort && tensor.type() == ElementType.INT64) {
      shortIntegers(s, tensor);
    } else {
      s.with("value", new OnnxAttribute.Tensor(tensor));
    }
    return result;
  }

  private static void shortReals(Sketch s, OnnxTensor tensor) {
    float[] values = new float[tensor.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) tensor.reals()[i];
    }
    if (tensor.shape().length == 0) {
      s.with("value_float", values[0]);
    } else {
      s.with("value_floats", new OnnxAttribute.Reals(values));
    }
  }

  private static void shortIntegers(Sketch s, OnnxTensor tensor) {
    if (tensor.shape().length == 0) {
      s.with("value_int", tensor.integers()[0]);
    } else {
      s.with("value_ints", new OnnxAttribute.Ints(tensor.integers()));
    }
  }

  private static Operand filled(Sketch s, Signature signature) {
    OnnxTensor value = s.numbers.tensor(s.nextConstant(), signature.shaped(1));
    Operand shape = s.longs(signature.shape());
    Operand result = s.node("ConstantOfShape", signature, shape);
    if (signature.type() != ElementType.FLOAT || s.draw.coin()) {
      s.with("value", new OnnxAttribute.Tensor(value));
    }
    return result;
  }

  /** A cast that is defined for all numbers: towards reals, or between integers. */
  private static Operand cast(Sketch s, Signature signature) {
    ElementType from =
        signature.isReal()
            ? s.draw.oneOf(ElementType.INT64, ElementType.INT32, ElementType.BOOL, signature.type())
            : s.draw.oneOf(ElementType.INT64, ElementType.INT32, ElementType.UINT8);
    return CastNodes.to(s, s.initialiser(signature.as(from)), signature.type());
  }

  /** Whole numbers of 64 bits as one axis; now and then computed. */
  static Operand longs(Sketch s, int... values) {
    long[] wide = IntStream.of(values).asLongStream().toArray();
    return switch (s.draw.between(0, 19)) {
      case 0 -> asNode(s, OnnxTensor.int64(s.nextConstant(), wide));
      case 1 -> {
        long[] ones = new long[values.length];
        Arrays.fill(ones, 1);
        long[] less = Arrays.stream(wide).map(v -> v - 1).toArray();
        Operand left = s.parameter(OnnxTensor.int64(s.nextConstant(), less));
        Operand right = s.parameter(OnnxTensor.int64(s.nextConstant(), ones));
        yield s.node("Add", left.signature(), left, right);
      }
      case 2 -> {
        int[] shape = {values.length};
        OnnxTensor narrow = OnnxTensor.integers(s.nextConstant(), ElementType.INT32, shape, wide);
        yield CastNodes.to(s, s.parameter(narrow), ElementType.INT64);
      }
      default -> s.parameter(OnnxTensor.int64(s.nextConstant(), wide));
    };
  }

  /** One whole number of 64 bits, without an axis. */
  static Operand number(Sketch s, ElementType type, long value) {
    return s.parameter(OnnxTensor.integers(s.nextConstant(), type, new int[0], value));
  }

  static void constant(Sketch s) {
    Operand x = s.real();
    Signature signature = x.signature().shaped(Broadcast.smaller(s.draw, x.shape()));
    ElementwiseNodes.join(s, x, asNode(s, s.numbers.tensor(s.nextConstant(), signature)));
  }

  static void constantOfShape(Sketch s) {
    Operand x = s.real();
    Signature signature = x.signature().shaped(Broadcast.smaller(s.draw, x.shape()));
    ElementwiseNodes.join(s, x, filled(s, signature));
  }

  /** The shape of a value, as that of another one or as numbers to compute with. */
  static void shape(Sketch s) {
    Operand x = s.any();
    int start = s.opset >= 15 && s.draw.coin() ? s.draw.between(-x.rank() - 1, x.rank()) : 0;
    int end = s.opset >= 15 && s.draw.coin() ? s.draw.between(-x.rank() - 1, x.rank() + 1) : 9;
    int from = clamped(start, x.rank());
    int length = Math.max(0, clamped(end, x.rank()) - from);
    Operand shape = s.node("Shape", Signature.of(ElementType.INT64, length), x);
    if (start != 0) {
      s.with("start", start);
    }
    if (end != 9) {
      s.with("end", end);
    }
    if (length == x.rank() && s.draw.coin()) {
      Operand flat = ReshapeNodes.to(s, x, x.count());
      s.node("Reshape", x.signature(), flat, shape);
    } else if (length > 0) {
      ElementwiseNodes.join(
          s, ReshapeNodes.withLast(s, length), CastNodes.to(s, shape, s.realType()));
    }
  }

  private static int clamped(int axis, int rank) {
    return Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
  }

  static void size(Sketch s) {
    Operand x = s.any();
    Operand size = s.node("Size", Signature.of(ElementType.INT64), x);
    ElementwiseNodes.join(s, s.real(), CastNodes.to(s, size, s.realType()));
  }

  static void range(Sketch s) {
    int step = s.draw.oneOf(1, 2, 3, -1, -2);
    int start = s.draw.between(-3, 3);
    int count = s.draw.between(1, 5);
    int limit =
        start + step * (count - 1) + Integer.signum(step) * s.draw.between(1, Math.abs(step));
    ElementType type = s.draw.oneIn(3) ? ElementType.INT32 : ElementType.INT64;
    Operand range =
        s.node(
            "Range",
            Signature.of(type, count),
            number(s, type, start),
            number(s, type, limit),
            number(s, type, step));
    ElementwiseNodes.join(s, ReshapeNodes.withLast(s, count), CastNodes.to(s, range, s.realType()));
  }
}
