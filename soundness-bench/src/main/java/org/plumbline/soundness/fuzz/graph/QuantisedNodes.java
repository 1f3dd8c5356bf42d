package org.plumbline.soundness.fuzz.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;

/**
 * What reads or writes quantised numbers. Scales are powers of two, with which runtimes round like
 * real numbers: sums of products of bytes and such scales are exact in binary32.
 */
final class QuantisedNodes {
  private static final int FIRST_WITH_AXIS = 13;
  private static final int FIRST_WITH_BLOCKS = 21;
  private static final int MOST_INNER = 40;
  private static final int SMALL = 63;

  private QuantisedNodes() {}

  private static Operand scale(Sketch s, int... shape) {
    float[] values = new float[Signature.of(ElementType.FLOAT, shape).count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.scalb(1.0, s.draw.between(-6, 1));
    }
    return s.parameter(OnnxTensor.float32(s.nextConstant(), shape, values));
  }

  /** Whole numbers of a type up to a magnitude. */
  private static Operand whole(Sketch s, ElementType type, int most, int... shape) {
    long[] values = new long[Signature.of(type, shape).count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = s.draw.between(type.least() < 0 ? -most : 0, most);
    }
    return s.parameter(OnnxTensor.integers(s.nextConstant(), type, shape, values));
  }

  private static ElementType byteType(Sketch s) {
    return s.draw.oneOf(ElementType.UINT8, ElementType.INT8);
  }

  /** Shapes of scales: one, one for each index of an axis, or one for each block. */
  private record Grain(int[] shape, int axis, int block) {
    static Grain of(Sketch s, Operand x) {
      boolean isOne = x.rank() == 0 || s.opset < FIRST_WITH_AXIS || s.draw.coin();
      if (isOne) {
        return new Grain(new int[0], Integer.MIN_VALUE, 0);
      }
      int axis = s.draw.axis(x.rank(), true);
      int positive = Math.floorMod(axis, x.rank());
      if (s.opset < FIRST_WITH_BLOCKS || s.draw.coin()) {
        return new Grain(new int[] {x.extent(positive)}, axis, 0);
      }
      int block = s.draw.between(1, x.extent(positive));
      int[] shape = x.shape().clone();
      shape[positive] = (shape[positive] + block - 1) / block;
      return new Grain(shape, axis, block);
    }

    void say(Sketch s) {
      if (axis != Integer.MIN_VALUE) {
        s.with("axis", axis);
      }
      if (block > 0) {
        s.with("block_size", block);
      }
    }
  }

  static void quantise(Sketch s, String operator) {
    Operand x = s.of(ElementType.FLOAT);
    Grain grain = Grain.of(s, x);
    ElementType type =
        s.opset >= FIRST_WITH_BLOCKS && s.draw.oneIn(3)
            ? s.draw.oneOf(ElementType.INT16, ElementType.UINT16)
            : byteType(s);
    boolean hasZero = type != ElementType.UINT8 || s.draw.coin();
    Operand zero = hasZero ? whole(s, type, 20, grain.shape()) : null;
    s.node(operator, x.signature().as(type), x, scale(s, grain.shape()), zero);
    grain.say(s);
  }

  static void dequantise(Sketch s, String operator) {
    Operand q = s.draw.oneIn(4) ? whole(s, byteType(s), 100, 2, 3) : bytes(s);
    Grain grain = Grain.of(s, q);
    Operand zero = s.draw.coin() ? whole(s, q.type(), 20, grain.shape()) : null;
    Signature computed = Signature.of(ElementType.FLOAT, grain.shape());
    Operand scale =
        q.isConstant()
            ? s.find(computed::equals).orElseGet(() -> scale(s, grain.shape()))
            : scale(s, grain.shape());
    s.node(operator, q.signature().as(ElementType.FLOAT), q, scale, zero);
    grain.say(s);
  }

  /** The runtime's own QuantizeLinear or DequantizeLinear, of one scale. */
  static void scalar(Sketch s, boolean isForward) {
    Operand x = isForward ? s.of(ElementType.FLOAT) : bytes(s);
    ElementType type = isForward ? byteType(s) : ElementType.FLOAT;
    Operand zero = whole(s, isForward ? type : x.type(), 20);
    String operator = isForward ? "QuantizeLinear" : "DequantizeLinear";
    s.node("com.microsoft." + operator, x.signature().as(type), x, scale(s), zero);
  }

  private static boolean isByte(Signature signature) {
    return signature.type() == ElementType.UINT8 || signature.type() == ElementType.INT8;
  }

  /** A value of bytes, quantised from another one where there is none. */
  private static Operand bytes(Sketch s) {
    return s.find(QuantisedNodes::isByte).orElseGet(() -> quantised(s, s.of(ElementType.FLOAT)));
  }

  private static Operand quantised(Sketch s, Operand x) {
    ElementType type = byteType(s);
    return s.node("QuantizeLinear", x.signature().as(type), x, scale(s), whole(s, type, 20));
  }

  private static Operand byteMatrix(Sketch s) {
    return s.find(v -> isByte(v) && v.rank() == 2 && v.count() <= MOST_INNER)
        .orElseGet(
            () -> {
              Operand x = s.of(ElementType.FLOAT);
              int[] shape = ReshapeNodes.factors(s.draw, x.count(), 2);
              return quantised(s, ReshapeNodes.to(s, x, shape));
            });
  }

  static void dynamic(Sketch s) {
    Operand x = s.of(ElementType.FLOAT);
    s.node(
        "DynamicQuantizeLinear",
        List.of(
            x.signature().as(ElementType.UINT8),
            Signature.of(ElementType.FLOAT),
            Signature.of(ElementType.UINT8)),
        List.of(x));
  }

  static void matMulInteger(Sketch s) {
    Operand a = byteMatrix(s);
    int columns = s.draw.between(1, 4);
    ElementType type = byteType(s);
    Operand b = whole(s, type, SMALL, a.extent(1), columns);
    boolean hasZeros = s.draw.coin();
    s.node(
        "MatMulInteger",
        Signature.of(ElementType.INT32, a.extent(0), columns),
        a,
        b,
        hasZeros ? whole(s, a.type(), 9) : null,
        hasZeros && s.draw.coin() ? whole(s, type, 9, perAxis(s, columns)) : null);
  }

  private static int[] perAxis(Sketch s, int extent) {
    return s.draw.coin() ? new int[0] : new int[] {extent};
  }

  static void qLinearMatMul(Sketch s) {
    Operand a = byteMatrix(s);
    int columns = s.draw.between(1, 4);
    int[] own = perAxis(s, columns);
    Operand b = whole(s, ElementType.INT8, SMALL, a.extent(1), columns);
    s.node(
        "QLinearMatMul",
        Signature.of(a.type(), a.extent(0), columns),
        a,
        scale(s),
        whole(s, a.type(), 20),
        b,
        scale(s, own),
        whole(s, ElementType.INT8, 0, own),
        scale(s),
        whole(s, a.type(), 20));
  }

  /** An image of bytes of one pixel row or more. */
  private static Operand image(Sketch s) {
    return s.find(v -> isByte(v) && v.rank() == 4 && v.count() <= MOST_INNER)
        .orElseGet(
            () -> {
              Operand x = s.of(ElementType.FLOAT);
              int[] factors = ReshapeNodes.factors(s.draw, x.count(), 3);
              return quantised(
                  s, ReshapeNodes.to(s, x, new int[] {1, factors[0], factors[1], factors[2]}));
            });
  }

  static void convolution(Sketch s, boolean isRounded) {
    Operand x = image(s);
    int out = s.draw.between(1, 3);
    int height = s.draw.between(1, x.extent(2));
    int width = s.draw.between(1, x.extent(3));
    int pad = s.draw.between(0, Math.min(1, height - 1));
    ElementType type = isRounded ? ElementType.INT8 : ElementType.UINT8;
    Operand w = whole(s, type, SMALL, out, x.extent(1), height, width);
    int[] result = {x.extent(0), out, x.extent(2) + pad - height + 1, x.extent(3) - width + 1};
    List<Operand> inputs = new ArrayList<>(List.of(x, w));
    if (isRounded) {
      int[] own = perAxis(s, out);
      inputs.addAll(1, List.of(scale(s), whole(s, x.type(), 20)));
      inputs.addAll(
          List.of(scale(s, own), whole(s, type, 0, own), scale(s), whole(s, x.type(), 20)));
      inputs.add(s.draw.coin() ? whole(s, ElementType.INT32, 500, out) : null);
    } else if (s.draw.coin()) {
      inputs.add(whole(s, x.type(), 9));
    }
    s.node(
        isRounded ? "QLinearConv" : "ConvInteger",
        List.of(new Signature(isRounded ? x.type() : ElementType.INT32, result)),
        inputs);
    s.with("pads", pad, 0, 0, 0);
  }

  static void gemm(Sketch s) {
    Operand a = byteMatrix(s);
    int columns = s.draw.between(1, 4);
    boolean isTransposed = s.draw.coin();
    int inner = a.extent(1);
    int[] shape = isTransposed ? new int[] {columns, inner} : new int[] {inner, columns};
    boolean isRounded = s.draw.coin();
    s.node(
        "com.microsoft.QGemm",
        Signature.of(isRounded ? a.type() : ElementType.FLOAT, a.extent(0), columns),
        a,
        scale(s),
        whole(s, a.type(), 20),
        whole(s, ElementType.INT8, SMALL, shape),
        scale(s),
        whole(s, ElementType.INT8, 0),
        s.draw.coin() ? whole(s, ElementType.INT32, 300, columns) : null,
        isRounded ? scale(s) : null,
        isRounded ? whole(s, a.type(), 20) : null);
    s.with("transB", isTransposed ? 1 : 0);
  }

  static void binary(Sketch s, String operator) {
    Operand a = bytes(s);
    Operand b = whole(s, a.type(), SMALL, Broadcast.smaller(s.draw, a.shape()));
    Operand other = s.draw.coin() ? a : b;
    s.node(
        operator,
        a.signature(),
        a,
        scale(s),
        whole(s, a.type(), 20),
        other,
        scale(s),
        whole(s, a.type(), 20),
        scale(s),
        whole(s, a.type(), 20));
  }

  static void unary(Sketch s, String operator) {
    Operand a = bytes(s);
    s.node(
        operator,
        a.signature(),
        a,
        scale(s),
        whole(s, a.type(), 20),
        scale(s),
        whole(s, a.type(), 20));
  }

  static void concat(Sketch s) {
    Operand a =
        s.find(v -> isByte(v) && v.rank() > 0 && v.count() <= Sketch.MOST / 2)
            .orElseGet(() -> byteMatrix(s));
    int axis = s.draw.axis(a.rank(), true);
    int[] shape = a.shape().clone();
    shape[Math.floorMod(axis, a.rank())] *= 2;
    Operand zero = whole(s, a.type(), 20);
    s.node(
        "com.microsoft.QLinearConcat",
        List.of(new Signature(a.type(), shape)),
        Arrays.asList(scale(s), zero, a, scale(s), zero, a, scale(s), zero));
    s.with("axis", axis);
  }
}
