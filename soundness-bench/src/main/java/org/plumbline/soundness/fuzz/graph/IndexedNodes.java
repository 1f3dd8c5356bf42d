package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Operators that read or write single elements at indices. */
final class IndexedNodes {
  private IndexedNodes() {}

  private static Operand ranked(Sketch s) {
    Operand any = s.any();
    return any.rank() > 0 ? any : ReshapeNodes.to(s, any, any.count());
  }

  /** Indices of a shape into axes of these extents, one after the other in turn. */
  private static Operand indices(Sketch s, int[] shape, int... extents) {
    Signature signature = Signature.of(ElementType.INT64, shape);
    long[] chosen = new long[signature.count()];
    Arrays.setAll(
        chosen, i -> s.draw.between(-extents[i % extents.length], extents[i % extents.length] - 1));
    return s.parameter(OnnxTensor.integers(s.nextConstant(), signature.type(), shape, chosen));
  }

  private static int[] within(Sketch s, Operand x, int axis, int most) {
    int[] shape = new int[x.rank()];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = s.draw.between(1, d == axis ? most : x.extent(d));
    }
    return shape;
  }

  private static void axis(Sketch s, Operand x, int axis) {
    if (axis != 0 || s.draw.coin()) {
      s.with("axis", s.draw.oneIn(3) ? axis - x.rank() : axis);
    }
  }

  static void gatherElements(Sketch s) {
    Operand x = ranked(s);
    int axis = s.draw.between(0, x.rank() - 1);
    int[] shape = within(s, x, axis, 3);
    Signature result = x.signature().shaped(shape);
    if (result.count() <= Sketch.MOST) {
      s.node("GatherElements", result, x, indices(s, shape, x.extent(axis)));
      axis(s, x, axis);
    }
  }

  static void gatherNd(Sketch s) {
    Operand x = ranked(s);
    int batch = s.opset < 12 ? 0 : s.draw.between(0, Math.min(1, x.rank() - 1));
    int depth = s.draw.between(1, x.rank() - batch);
    int tuples = s.draw.between(1, 3);
    int[] shape = batch == 0 ? new int[] {tuples, depth} : new int[] {x.extent(0), tuples, depth};
    int[] result = new int[shape.length - 1 + x.rank() - batch - depth];
    System.arraycopy(shape, 0, result, 0, shape.length - 1);
    System.arraycopy(x.shape(), batch + depth, result, shape.length - 1, x.rank() - batch - depth);
    Signature signature = x.signature().shaped(result);
    if (signature.count() <= Sketch.MOST) {
      int[] extents = Arrays.copyOfRange(x.shape(), batch, batch + depth);
      s.node("GatherND", signature, x, indices(s, shape, extents));
      if (s.opset >= 12 && (batch > 0 || s.draw.oneIn(4))) {
        s.with("batch_dims", batch);
      }
    }
  }

  /** Every place of the axis once, or a reduction of any. */
  static void scatterElements(Sketch s, String operator) {
    boolean isSum = s.opset >= 16 && s.draw.oneIn(3);
    Operand any = isSum ? s.real() : s.any();
    Operand x = any.rank() > 0 ? any : ReshapeNodes.to(s, any, any.count());
    int axis = s.draw.between(0, x.rank() - 1);
    int[] shape = within(s, x, axis, Math.min(3, x.extent(axis)));
    Operand places = isSum ? indices(s, shape, x.extent(axis)) : different(s, x, axis, shape);
    Signature updates = x.signature().shaped(shape);
    Operand written =
        s.find(updates::equals).filter(v -> s.draw.coin()).orElseGet(() -> s.constant(updates));
    Operand data = s.draw.oneIn(6) ? s.constant(x.signature()) : x;
    s.node(operator, x.signature(), data, places, written);
    axis(s, x, axis);
    if (isSum || s.opset >= 16 && s.draw.oneIn(5)) {
      s.with("reduction", isSum ? reduction(s) : "none");
    }
  }

  /** One that the operator set has. */
  static String reduction(Sketch s) {
    return s.opset < 18 ? s.draw.oneOf("add", "mul") : s.draw.oneOf("add", "mul", "min", "max");
  }

  private static Operand different(Sketch s, Operand x, int axis, int[] shape) {
    int[] order = s.draw.permutation(x.extent(axis));
    Signature signature = Signature.of(ElementType.INT64, shape);
    long[] chosen = new long[signature.count()];
    int inner = 1;
    for (int d = axis + 1; d < shape.length; d++) {
      inner *= shape[d];
    }
    int step = inner;
    Arrays.setAll(
        chosen, i -> order[i / step % shape[axis]] - (s.draw.oneIn(4) ? x.extent(axis) : 0));
    return s.parameter(OnnxTensor.integers(s.nextConstant(), signature.type(), shape, chosen));
  }
}
