package org.plumbline.reference.operators;

import java.util.Arrays;
import java.util.List;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.kernel.Elementwise;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.RealBuilder;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;
import org.plumbline.reference.tensor.Shape;
import org.plumbline.reference.tensor.UndefinedException;

/**
 * QuantizeLinear, DequantizeLinear, DynamicQuantizeLinear, QLinearConv and QLinearMatMul: {@code q
 * = saturate(round(x / scale) + zero point)}, halves to even, and back. In {@link Mode#TYPED} the
 * quotient is rounded to the type of the scale first, as the standard's {@code precision} says, and
 * the factor of an integer sum to float32, as in ONNX Runtime. A ball must leave no doubt about q.
 */
final class Quantization {
  private static final ElementType[] QUANTIZED = {
    ElementType.UINT8,
    ElementType.INT8,
    ElementType.UINT16,
    ElementType.INT16,
    ElementType.UINT4,
    ElementType.INT4
  };

  private Quantization() {}

  /**
   * Which parameter each element of a tensor has.
   *
   * @param axis of parameters of rank 1
   * @param block how many elements along the axis share one of the tensor's rank; 0 for all ranks
   */
  private static int[] places(Shape x, Shape parameter, int axis, long block) {
    int[] places = new int[x.size()];
    if (parameter.size() == 1 && parameter.rank() < 2 && block == 0) {
      return places;
    }
    if (axis >= x.rank()) {
      throw new ReferenceException("parameters of shape " + parameter + " for " + x);
    }
    if (block > 0 && parameter.rank() == x.rank()) {
      int dim = x.dim(axis);
      int inner = x.size(axis + 1, x.rank());
      if (!parameter.equals(x.with(axis, (dim + block - 1) / block))) {
        throw new ReferenceException("parameters of shape " + parameter + " for " + x);
      }
      int blocks = parameter.dim(axis);
      Arrays.setAll(
          places,
          i -> (i / inner / dim * blocks + (int) (i / inner % dim / block)) * inner + i % inner);
      return places;
    }
    if (block > 0 || parameter.rank() != 1 || parameter.size() != x.dim(axis)) {
      throw new ReferenceException("parameters of shape " + parameter + " for " + x);
    }
    int inner = x.size(axis + 1, x.rank());
    Arrays.setAll(places, i -> i / inner % x.dim(axis));
    return places;
  }

  /** Integers less their zero points, which may be one for each index of an axis. */
  static long[] centered(Call call, ReferenceTensor x, int index, int axis) {
    long[] result = x.integers().clone();
    if (call.has(index)) {
      ReferenceTensor zero = call.input(index, x.type());
      int[] places = places(x.shape(), zero.shape(), Math.max(0, axis), 0);
      if (axis < 0 && zero.size() != 1) {
        throw new ReferenceException("a zero point of shape " + zero.shape());
      }
      Arrays.setAll(result, i -> result[i] - zero.integer(places[i]));
    }
    return result;
  }

  private static int axis(Call call, ReferenceTensor x, ReferenceTensor scale) {
    long axis = call.opset() < 13 ? 0 : call.attributes.integer("axis", 1);
    if (scale.size() == 1 || x.shape().rank() == 1) {
      return 0;
    }
    if (call.opset() < 13) {
      throw new ReferenceException("a scale of shape " + scale.shape());
    }
    return x.shape().axis(axis);
  }

  private static long block(Call call) {
    long block = call.opset() < 21 ? 0 : call.attributes.integer("block_size", 0);
    if (block < 0) {
      throw new ReferenceException("attribute block_size is " + block);
    }
    return block;
  }

  static ReferenceTensor quantize(Call call) {
    ReferenceTensor x = Elementwise.numeric(call.input(0));
    ReferenceTensor scale = call.real(1);
    if (call.opset() >= 19) {
      call.attributes.ignore("saturate");
    }
    ElementType type = quantizedType(call);
    ElementType precision = scale.type();
    if (call.opset() >= 23 && call.attributes.integer("precision", 0) != 0) {
      precision = ElementType.ofCode(call.attributes.integer("precision"));
    }
    long block = block(call);
    int[] places = places(x.shape(), scale.shape(), axis(call, x, scale), block);
    long[] result = new long[call.claim(x.shape()).size()];
    for (int i = 0; i < result.length; i++) {
      Scalar divisor = scale.scalar(call.mode(), places[i]);
      long zero = call.has(2) ? zeroPoint(call, scale, 2).integer(places[i]) : 0;
      Scalar quotient = Casts.real(call, x, i).over(divisor).rounded(precision);
      if (block > 0 && !(Math.abs(quotient.value()) < 0x1p31)) {
        throw new UndefinedException("runtimes wrap " + quotient + " around in blocks");
      }
      result[i] = quantized(quotient, zero, type);
    }
    return ReferenceTensor.wrap(type, x.shape(), result);
  }

  private static ReferenceTensor zeroPoint(Call call, ReferenceTensor scale, int index) {
    ReferenceTensor zero = call.input(index);
    if (!zero.shape().equals(scale.shape()) && zero.size() * scale.size() != 1) {
      throw new ReferenceException(
          "zero points of shape " + zero.shape() + " for scales of shape " + scale.shape());
    }
    return zero;
  }

  private static ElementType quantizedType(Call call) {
    long asked = call.opset() < 21 ? 0 : call.attributes.integer("output_dtype", 0);
    ElementType type = asked == 0 ? ElementType.UINT8 : ElementType.ofCode(asked);
    if (call.has(2)) {
      ElementType given = call.input(2, QUANTIZED).type();
      if (asked != 0 && given != type) {
        throw new ReferenceException("output_dtype is not the zero point's type " + given);
      }
      type = given;
    }
    if (!Arrays.asList(QUANTIZED).contains(type)) {
      throw new ReferenceException("attribute output_dtype is " + type);
    }
    return type;
  }

  /** {@code saturate(round(quotient) + zero)}. */
  static long quantized(Scalar quotient, long zero, ElementType type) {
    Scalar whole = quotient.step(Math::rint).plus((double) zero);
    return Casts.truncated(whole.max((double) type.least()).min((double) type.most()), type);
  }

  static ReferenceTensor dequantize(Call call) {
    ReferenceTensor x = Elementwise.numeric(call.input(0));
    ReferenceTensor scale = call.real(1);
    ElementType type = scale.type();
    if (call.opset() >= 23 && call.attributes.integer("output_dtype", 0) != 0) {
      type = ElementType.ofCode(call.attributes.integer("output_dtype"));
    }
    if (x.isReal()) {
      throw new ReferenceException("input 0 is of type " + x.type());
    }
    int[] places = places(x.shape(), scale.shape(), axis(call, x, scale), block(call));
    ReferenceTensor zero = call.has(2) ? zeroPoint(call, scale, 2) : null;
    if (zero != null) {
      call.checkSameType(x, zero);
    }
    RealBuilder result = new RealBuilder(call.claim(x.shape()));
    for (int i = 0; i < x.size(); i++) {
      long centered = x.integer(i) - (zero == null ? 0 : zero.integer(places[i]));
      result.set(i, scale.scalar(call.mode(), places[i]).times((double) centered));
    }
    return result.build(type);
  }

  static List<ReferenceTensor> dynamic(Call call) {
    ReferenceTensor x = call.input(0, ElementType.FLOAT32);
    ElementType type = ElementType.UINT8;
    Scalar least = call.constant(0);
    Scalar most = call.constant(0);
    for (int i = 0; i < x.size(); i++) {
      least = least.min(x.scalar(call.mode(), i));
      most = most.max(x.scalar(call.mode(), i));
    }
    if (!least.isLess(most)) {
      throw new UndefinedException("the scale of numbers that are all 0, or NaN");
    }
    Scalar width = most.minus(least).rounded(ElementType.FLOAT32);
    Scalar scale = width.over(255).rounded(ElementType.FLOAT32);
    if (!(width.value() <= Float.MAX_VALUE) || scale.value() < Float.MIN_NORMAL) {
      throw new UndefinedException("the scale " + scale + " of numbers as far apart as " + width);
    }
    Scalar quotient = least.negated().over(scale).rounded(ElementType.FLOAT32);
    long zero = quantized(quotient, 0, type);
    long[] result = new long[call.claim(x.shape()).size()];
    for (int i = 0; i < result.length; i++) {
      Scalar ratio = x.scalar(call.mode(), i).over(scale).rounded(ElementType.FLOAT32);
      result[i] = quantized(ratio, zero, type);
    }
    RealBuilder built = new RealBuilder(Shape.SCALAR);
    built.set(0, scale);
    return List.of(
        ReferenceTensor.wrap(type, x.shape(), result),
        built.build(ElementType.FLOAT32),
        ReferenceTensor.wrap(type, Shape.SCALAR, new long[] {zero}));
  }

  static ReferenceTensor matMul(Call call) {
    ReferenceTensor a = call.input(0, ElementType.UINT8, ElementType.INT8);
    ReferenceTensor b = call.input(3, ElementType.UINT8, ElementType.INT8);
    long[] left = centered(call, a, 2, -1);
    long[] right = centered(call, b, 5, b.shape().rank() - 1);
    ReferenceTensor sums = Matrices.sums(call, a.shape(), b.shape(), left, right);
    int columns = b.shape().rank() < 2 ? 1 : b.shape().dim(b.shape().rank() - 1);
    return rescaled(call, sums, columns, 1);
  }

  static ReferenceTensor conv(Call call) {
    ReferenceTensor x = call.input(0, ElementType.UINT8, ElementType.INT8);
    ReferenceTensor w = call.input(3, ElementType.UINT8, ElementType.INT8);
    long[] centered = centered(call, x, 2, -1);
    long[] kernel = centered(call, w, 5, 0);
    ReferenceTensor sums = Convolution.sums(call, x.shape(), w.shape(), centered, kernel);
    int maps = sums.shape().dim(1);
    int plane = sums.shape().size(2, sums.shape().rank());
    if (call.has(8)) {
      ReferenceTensor bias = call.input(8, ElementType.INT32);
      if (!bias.shape().equals(Shape.of(maps))) {
        throw new ReferenceException("a bias of shape " + bias.shape() + " for " + maps);
      }
      long[] added = new long[sums.size()];
      Arrays.setAll(
          added, i -> ElementType.INT32.wrap(sums.integer(i) + bias.integer(i / plane % maps)));
      return rescaled(
          call, ReferenceTensor.wrap(ElementType.INT32, sums.shape(), added), maps, plane);
    }
    return rescaled(call, sums, maps, plane);
  }

  /**
   * Sums times {@code scale₁·scale₄ / scale₆}, where the second may be one for each channel.
   *
   * @param inner the number of elements from one channel to the next
   */
  private static ReferenceTensor rescaled(
      Call call, ReferenceTensor sums, int channels, int inner) {
    Scalar[] factors = new Scalar[channels];
    ReferenceTensor weights = call.input(4, ElementType.FLOAT32);
    if (weights.size() != 1 && !weights.shape().equals(Shape.of(channels))) {
      throw new ReferenceException("scales of shape " + weights.shape() + " for " + channels);
    }
    for (int c = 0; c < channels; c++) {
      Scalar weight = weights.scalar(call.mode(), weights.size() == 1 ? 0 : c);
      factors[c] =
          Casts.onlyReal(call, call.input(1, ElementType.FLOAT32))
              .times(weight)
              .rounded(ElementType.FLOAT32)
              .over(Casts.onlyReal(call, call.input(6, ElementType.FLOAT32)))
              .rounded(ElementType.FLOAT32);
    }
    ReferenceTensor zero = call.input(7, ElementType.UINT8, ElementType.INT8);
    if (zero.size() != 1) {
      throw new ReferenceException("a zero point of shape " + zero.shape());
    }
    long[] result = new long[call.claim(sums.shape()).size()];
    for (int i = 0; i < result.length; i++) {
      Scalar sum = Casts.real(call, sums, i).rounded(ElementType.FLOAT32);
      Scalar scaled = sum.times(factors[i / inner % channels]).rounded(ElementType.FLOAT32);
      result[i] = quantized(scaled, zero.integer(0), zero.type());
    }
    return ReferenceTensor.wrap(zero.type(), sums.shape(), result);
  }
}
