package org.plumbline.reference.operators;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.plumbline.reference.kernel.Broadcast;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;

/**
 * Quantised operators that ONNX Runtime's quantiser writes, domain com.microsoft version 1, by
 * {@code docs/ContribOperators.md} of ONNX Runtime: bytes stand for {@code (q − z)·s}; the result
 * of the operator on what they stand for is divided by the scale of the result and rounded.
 */
final class RuntimeQuantization {
  private static final ElementType[] BYTES = {ElementType.UINT8, ElementType.INT8};

  private RuntimeQuantization() {}

  /** A byte of an input, as the real that it stands for. */
  private record Operand(Call call, ReferenceTensor bytes, long zero, Scalar scale) {
    static Operand of(Call call, int index) {
      ReferenceTensor bytes = call.input(index, BYTES);
      return new Operand(
          call, bytes, zeroOf(call, index + 2, bytes.type()), scaleOf(call, index + 1));
    }

    Scalar at(int i) {
      return scale.times((double) (bytes.integer(i) - zero)).rounded(ElementType.FLOAT32);
    }
  }

  private static Scalar scaleOf(Call call, int index) {
    return Casts.onlyReal(call, call.input(index, ElementType.FLOAT32));
  }

  private static long zeroOf(Call call, int index, ElementType type) {
    if (!call.has(index)) {
      return 0;
    }
    ReferenceTensor zero = call.input(index, type);
    if (zero.size() != 1) {
      throw new ReferenceException("a zero point of shape " + zero.shape());
    }
    return zero.integer(0);
  }

  /** Rounds reals to bytes, with a scale and the zero point behind it. */
  private static final class Result {
    private final Call call;
    private final Scalar scale;
    private final ElementType type;
    private final long zero;

    Result(Call call, int index, ElementType otherwise) {
      this.call = call;
      this.scale = scaleOf(call, index);
      this.type = call.has(index + 1) ? call.input(index + 1, BYTES).type() : otherwise;
      this.zero = zeroOf(call, index + 1, type);
    }

    /** With the zero point added before halves are rounded, as the runtime does. */
    ReferenceTensor ofSums(Shape shape, IntFunction<Scalar> element) {
      long[] bytes = new long[call.claim(shape).size()];
      for (int i = 0; i < bytes.length; i++) {
        Scalar quotient = element.apply(i).over(scale).rounded(ElementType.FLOAT32);
        bytes[i] = Quantization.quantized(quotient.plus((double) zero), 0, type);
      }
      return ReferenceTensor.wrap(type, shape, bytes);
    }

    ReferenceTensor of(Shape shape, IntFunction<Scalar> element) {
      long[] bytes = new long[call.claim(shape).size()];
      for (int i = 0; i < bytes.length; i++) {
        Scalar quotient = element.apply(i).over(scale).rounded(ElementType.FLOAT32);
        bytes[i] = Quantization.quantized(quotient, zero, type);
      }
      return ReferenceTensor.wrap(type, shape, bytes);
    }
  }

  static ReferenceTensor add(Call call) {
    return binary(call, Scalar::plus);
  }

  static ReferenceTensor mul(Call call) {
    return binary(call, Scalar::times);
  }

  private static ReferenceTensor binary(Call call, BinaryOperator<Scalar> function) {
    Operand a = Operand.of(call, 0);
    Operand b = Operand.of(call, 3);
    call.checkSameType(a.bytes, b.bytes);
    Shape shape = a.bytes.shape().broadcast(b.bytes.shape());
    int[] left = Broadcast.indices(a.bytes.shape(), shape);
    int[] right = Broadcast.indices(b.bytes.shape(), shape);
    return new Result(call, 6, a.bytes.type())
        .ofSums(shape, i -> function.apply(a.at(left[i]), b.at(right[i])));
  }

  static ReferenceTensor leakyRelu(Call call) {
    float alpha = call.attributes.real("alpha", 0.01f);
    return unary(call, x -> x.select(call.constant(0), x, x.times(alpha)));
  }

  static ReferenceTensor sigmoid(Call call) {
    return unary(call, x -> x.increasing(RuntimeQuantization::logistic));
  }

  private static double logistic(double x) {
    return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  }

  private static ReferenceTensor unary(Call call, UnaryOperator<Scalar> function) {
    Operand x = Operand.of(call, 0);
    return new Result(call, 3, x.bytes.type()).of(x.bytes.shape(), i -> function.apply(x.at(i)));
  }

  /**
   * Each part behind the one before, along an axis; the scale and zero point of the result first.
   */
  static ReferenceTensor concat(Call call) {
    List<Operand> parts = new ArrayList<>();
    for (int i = 2; i < call.inputCount(); i += 3) {
      parts.add(Operand.of(call, i));
    }
    if (parts.isEmpty()) {
      throw new ReferenceException("it has no parts");
    }
    Shape first = parts.get(0).bytes.shape();
    int axis = first.axis(call.attributes.integer("axis"));
    int length = 0;
    for (Operand part : parts) {
      Shape shape = part.bytes.shape();
      if (shape.rank() != first.rank() || !shape.with(axis, 0).equals(first.with(axis, 0))) {
        throw new ReferenceException("parts of shapes " + first + " and " + shape);
      }
      length = Math.addExact(length, shape.dim(axis));
    }
    Shape shape = first.with(axis, length);
    Scalar[] joined = new Scalar[call.claim(shape).size()];
    int inner = first.size(axis + 1, first.rank());
    int start = 0;
    for (Operand part : parts) {
      int own = part.bytes.shape().dim(axis) * inner;
      for (int i = 0; i < part.bytes.size(); i++) {
        joined[i / own * length * inner + start + i % own] = part.at(i);
      }
      start += own;
    }
    return new Result(call, 0, parts.get(0).bytes.type()).of(shape, i -> joined[i]);
  }

  /**
   * {@code α·s₁·s₄·((A − z₂)'·(B − z₅)' + C)}, rounded to bytes where a scale is given for them.
   */
  static ReferenceTensor gemm(Call call) {
    boolean turnsA = call.attributes.flag("transA", false);
    boolean turnsB = call.attributes.flag("transB", false);
    ReferenceTensor a = turned(centered(call, 0, -1), turnsA);
    ReferenceTensor b = turned(centered(call, 3, turnsB ? 0 : 1), turnsB);
    ReferenceTensor sums = Matrices.sums(call, a.shape(), b.shape(), a.integers(), b.integers());
    int columns = sums.shape().dim(1);
    int[] places = new int[sums.size()];
    ReferenceTensor c = null;
    if (call.has(6)) {
      c = call.input(6, ElementType.INT32);
      Broadcast.checkOneWay(c.shape(), sums.shape());
      places = Broadcast.indices(c.shape(), sums.shape());
    }
    ReferenceTensor weights = call.input(4, ElementType.FLOAT32);
    if (weights.size() != 1 && !weights.shape().equals(Shape.of(columns))) {
      throw new ReferenceException("scales of shape " + weights.shape());
    }
    Scalar[] scaled = new Scalar[sums.size()];
    for (int i = 0; i < scaled.length; i++) {
      long added = c == null ? 0 : c.integer(places[i]);
      double sum = ElementType.INT32.wrap(sums.integer(i) + added);
      scaled[i] =
          scaleOf(call, 1)
              .times(weights.scalar(call.mode(), weights.size() == 1 ? 0 : i % columns))
              .times(call.attributes.real("alpha", 1))
              .times(sum)
              .rounded(ElementType.FLOAT32);
    }
    if (call.has(7)) {
      return new Result(call, 7, ElementType.UINT8).of(sums.shape(), i -> scaled[i]);
    }
    RealBuilder result = new RealBuilder(sums.shape());
    for (int i = 0; i < scaled.length; i++) {
      result.set(i, scaled[i]);
    }
    return result.build(ElementType.FLOAT32);
  }

  private static ReferenceTensor centered(Call call, int index, int axis) {
    ReferenceTensor bytes = call.input(index, BYTES);
    if (bytes.shape().rank() != 2) {
      throw new ReferenceException("input " + index + " has the shape " + bytes.shape());
    }
    return ReferenceTensor.wrap(
        ElementType.INT32, bytes.shape(), Quantization.centered(call, bytes, index + 2, axis));
  }

  private static ReferenceTensor turned(ReferenceTensor matrix, boolean turns) {
    if (!turns) {
      return matrix;
    }
    int rows = matrix.shape().dim(0);
    int columns = matrix.shape().dim(1);
    int[] source = new int[matrix.size()];
    for (int i = 0; i < source.length; i++) {
      source[i] = i % rows * columns + i / rows;
    }
    return matrix.pick(source, Shape.of(columns, rows));
  }
}
