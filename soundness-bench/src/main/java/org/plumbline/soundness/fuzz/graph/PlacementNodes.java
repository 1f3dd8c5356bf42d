package org.plumbline.soundness.fuzz.graph;

import java.util.Arrays;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Operators that take elements to places that constants say. */
final class PlacementNodes {
  private PlacementNodes() {}

  private static Operand ranked(Sketch s, int least) {
    Operand any = s.any();
    return any.rank() >= least
        ? any
        : ReshapeNodes.to(s, any, ReshapeNodes.factors(s.draw, any.count(), least));
  }

  static void centerCropPad(Sketch s) {
    Operand x = ranked(s, 1);
    int[] axes = s.draw.coin() ? s.draw.some(1, x.rank()) : null;
    int count = axes == null ? x.rank() : axes.length;
    int[] extents = new int[count];
    Signature result = x.signature();
    for (int k = 0; k < count; k++) {
      int d = axes == null ? k : axes[k];
      extents[k] = s.draw.between(Math.max(1, x.extent(d) - 2), x.extent(d) + 2);
      result = result.with(d, extents[k]);
    }
    if (result.count() <= Sketch.MOST) {
      s.node("CenterCropPad", result, x, s.longs(extents));
      if (axes != null) {
        s.with("axes", Arrays.stream(axes).map(a -> s.draw.oneIn(3) ? a - x.rank() : a).toArray());
      }
    }
  }

  static void reverseSequence(Sketch s) {
    Operand x = ranked(s, 2);
    int time = s.draw.between(0, 1);
    int[] lengths = new int[x.extent(1 - time)];
    Arrays.setAll(lengths, i -> s.draw.between(1, x.extent(time)));
    s.node("ReverseSequence", x.signature(), x, s.longs(lengths));
    if (time == 1 || s.draw.coin()) {
      s.with("time_axis", time).with("batch_axis", 1 - time);
    }
  }

  static void compress(Sketch s) {
    Operand x = ranked(s, 1);
    boolean hasAxis = s.draw.coin();
    int axis = s.draw.between(0, x.rank() - 1);
    int extent = hasAxis ? x.extent(axis) : x.count();
    long[] chosen = new long[s.draw.between(1, extent)];
    Arrays.setAll(chosen, i -> s.draw.between(0, 1));
    chosen[0] = 1;
    int count = (int) Arrays.stream(chosen).sum();
    Signature result = hasAxis ? x.signature().with(axis, count) : x.signature().shaped(count);
    OnnxTensor condition =
        OnnxTensor.integers(s.nextConstant(), ElementType.BOOL, new int[] {chosen.length}, chosen);
    s.node("Compress", result, x, s.parameter(condition));
    if (hasAxis) {
      s.with("axis", s.opset >= 11 && s.draw.oneIn(3) ? axis - x.rank() : axis);
    }
  }

  static void maxUnpool(Sketch s) {
    Operand some = s.of(ElementType.FLOAT);
    Operand x = ReshapeNodes.to(s, some, ReshapeNodes.factors(s.draw, some.count(), 4));
    int[] kernel = {s.draw.between(1, 2), s.draw.between(1, 2)};
    int[] strides = {s.draw.between(1, 2), s.draw.between(1, 2)};
    int[] shape = x.shape().clone();
    for (int d = 0; d < 2; d++) {
      shape[d + 2] = (shape[d + 2] - 1) * strides[d] + kernel[d];
    }
    Signature result = x.signature().shaped(shape);
    if (result.count() <= Sketch.MOST) {
      int[] order = s.draw.permutation(result.count());
      long[] places = new long[x.count()];
      Arrays.setAll(places, i -> order[i]);
      Operand indices =
          s.parameter(OnnxTensor.integers(s.nextConstant(), ElementType.INT64, x.shape(), places));
      Operand size = s.draw.coin() ? s.longs(shape) : null;
      s.node("MaxUnpool", result, x, indices, size);
      s.with("kernel_shape", kernel).with("strides", strides);
      if (s.draw.coin()) {
        s.with("pads", 0, 0, 0, 0);
      }
    }
  }

  static void tensorScatter(Sketch s) {
    Operand some = s.real();
    Operand x = ReshapeNodes.to(s, some, ReshapeNodes.factors(s.draw, some.count(), 3));
    int axis = s.draw.between(1, 2);
    int length = s.draw.between(1, x.extent(axis));
    boolean isCircular = s.draw.coin();
    int[] first = new int[x.extent(0)];
    int last = isCircular ? x.extent(axis) - 1 : x.extent(axis) - length;
    Arrays.setAll(first, i -> s.draw.between(0, last));
    Operand update = s.constant(x.signature().with(axis, length));
    boolean isAtStart = s.draw.oneIn(4);
    s.node("TensorScatter", x.signature(), x, update, isAtStart ? null : s.longs(first));
    if (axis != 1 || s.draw.coin()) {
      s.with("axis", s.draw.coin() ? axis : axis - 3);
    }
    if (isCircular || s.draw.coin()) {
      s.with("mode", isCircular ? "circular" : "linear");
    }
  }

  static void col2Im(Sketch s) {
    Operand x = s.real();
    int[] block = {s.draw.between(1, 2), x.count() % 4 == 0 ? 2 : 1};
    int[] strides = {s.draw.between(1, 2), s.draw.between(1, 2)};
    int[] dilations = {s.draw.between(1, 2), s.draw.between(1, 2)};
    int[] pads = {s.draw.between(0, 1), 0, 0, s.draw.between(0, 1)};
    block[0] = x.count() % (2 * block[1]) == 0 ? block[0] : 1;
    int perBlock = block[0] * block[1];
    int[] columns = ReshapeNodes.factors(s.draw, x.count() / perBlock, 2);
    int[] image = new int[2];
    for (int d = 0; d < 2; d++) {
      image[d] =
          (columns[d] - 1) * strides[d] + dilations[d] * (block[d] - 1) + 1 - pads[d] - pads[d + 2];
    }
    Signature result = x.signature().shaped(1, 1, image[0], image[1]);
    if (image[0] > 0 && image[1] > 0 && result.count() <= Sketch.MOST) {
      Operand input = ReshapeNodes.to(s, x, 1, perBlock, columns[0] * columns[1]);
      s.node("Col2Im", result, input, s.longs(image), s.longs(block));
      s.with("strides", strides).with("dilations", dilations).with("pads", pads);
    }
  }
}
