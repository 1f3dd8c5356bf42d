package org.plumbline.soundness.fuzz.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.OnnxTensor;

/** Operators that pick elements. */
final class MovementNodes {
  private MovementNodes() {}

  /** A value that has an axis. */
  private static Operand ranked(Sketch s) {
    Operand any = s.any();
    return any.rank() > 0 ? any : ReshapeNodes.to(s, any, any.count(), 1);
  }

  static void transpose(Sketch s) {
    Operand x = s.any();
    int rank = x.rank();
    int[] order = s.draw.permutation(rank);
    boolean isDefault = s.draw.oneIn(4) || rank == 0;
    int[] shape = new int[rank];
    for (int d = 0; d < rank; d++) {
      shape[d] = x.extent(isDefault ? rank - 1 - d : order[d]);
    }
    s.node("Transpose", x.signature().shaped(shape), x);
    if (!isDefault) {
      s.with("perm", order);
    }
  }

  static void slice(Sketch s) {
    Operand x = ranked(s);
    boolean hasSteps = s.opset >= 10 && s.draw.coin();
    boolean isAll = s.draw.oneIn(3);
    int[] axes = isAll ? firsts(s.draw.between(1, x.rank())) : s.draw.some(1, x.rank());
    int[] starts = new int[axes.length];
    int[] ends = new int[axes.length];
    int[] steps = new int[axes.length];
    Signature result = x.signature();
    for (int k = 0; k < axes.length; k++) {
      int extent = x.extent(axes[k]);
      steps[k] = hasSteps ? s.draw.oneOf(1, 2, -1, -1, -2, 3) : 1;
      int from = s.draw.between(0, extent - 1);
      int length = s.draw.between(1, steps[k] > 0 ? extent - from : from + 1);
      int to = steps[k] > 0 ? from + length : from - length;
      starts[k] = s.draw.coin() ? from : from - extent;
      ends[k] = end(s, to, extent, steps[k]);
      result = result.with(axes[k], (length - 1) / Math.abs(steps[k]) + 1);
    }
    int[] signed = signs(s, axes, x.rank(), s.opset >= 10);
    if (s.opset < 10) {
      s.node("Slice", result, x).signature();
      s.with("starts", starts).with("ends", ends);
      if (!isAll || s.draw.coin()) {
        s.with("axes", signed);
      }
      return;
    }
    Operand from = s.longs(starts);
    Operand to = s.longs(ends);
    Operand named = isAll && s.draw.coin() ? null : s.longs(signed);
    s.node("Slice", result, x, from, to, named, hasSteps ? s.longs(steps) : null);
  }

  /** Ends beyond the axis mean its end; −1 before the first element has to be written so. */
  private static int end(Sketch s, int to, int extent, int step) {
    if (to < 0) {
      return s.draw.coin() ? Integer.MIN_VALUE + 1 : -extent - 1;
    }
    if (to >= extent) {
      return s.draw.oneOf(to, Integer.MAX_VALUE, extent);
    }
    return s.draw.coin() || step < 0 && to == 0 ? to : to - extent;
  }

  private static int[] firsts(int n) {
    int[] axes = new int[n];
    Arrays.setAll(axes, d -> d);
    return axes;
  }

  static int[] signs(Sketch s, int[] axes, int rank, boolean mayBeNegative) {
    return Arrays.stream(axes)
        .map(axis -> mayBeNegative && s.draw.oneIn(3) ? axis - rank : axis)
        .toArray();
  }

  static void split(Sketch s) {
    Operand x = ranked(s);
    int axis = s.draw.between(0, x.rank() - 1);
    int extent = x.extent(axis);
    int outputs = s.draw.between(1, Math.min(3, extent));
    boolean isEven = s.draw.coin() && (s.opset >= 18 || extent % outputs == 0);
    int[] parts = isEven ? even(extent, outputs) : parts(s.draw, extent, outputs);
    if (parts == null) {
      return;
    }
    List<Signature> results = new ArrayList<>();
    for (int part : parts) {
      results.add(x.signature().with(axis, part));
    }
    boolean isInput = s.opset >= 13 && !isEven;
    s.node("Split", results, isInput ? List.of(x, s.longs(parts)) : List.of(x));
    if (s.opset < 13 && !isEven) {
      s.with("split", parts);
    }
    if (axis != 0 || s.draw.coin()) {
      s.with("axis", s.opset >= 11 && s.draw.oneIn(3) ? axis - x.rank() : axis);
    }
    if (s.opset >= 18 && isEven) {
      s.with("num_outputs", outputs);
    }
  }

  /** Parts of the same size, the last of which may be smaller, or null if one is empty. */
  private static int[] even(int extent, int outputs) {
    int size = (extent + outputs - 1) / outputs;
    int[] parts = new int[outputs];
    Arrays.fill(parts, size);
    parts[outputs - 1] = extent - size * (outputs - 1);
    return parts[outputs - 1] > 0 ? parts : null;
  }

  private static int[] parts(Draw draw, int extent, int outputs) {
    int[] parts = new int[outputs];
    Arrays.fill(parts, 1);
    for (int left = extent - outputs; left > 0; left--) {
      parts[draw.between(0, outputs - 1)]++;
    }
    return parts;
  }

  static void gather(Sketch s) {
    Operand x = ranked(s);
    int axis = s.draw.between(0, x.rank() - 1);
    int extent = x.extent(axis);
    if (x.rank() > 6) {
      return;
    }
    int[] shape = s.draw.shape(s.draw.between(0, Math.min(2, 6 - x.rank())), 4);
    Signature places = Signature.of(s.draw.oneIn(4) ? ElementType.INT32 : ElementType.INT64, shape);
    long[] chosen = new long[places.count()];
    boolean mayBeNegative = s.opset >= 11;
    Arrays.setAll(chosen, i -> s.draw.between(mayBeNegative ? -extent : 0, extent - 1));
    int[] result = new int[x.rank() - 1 + shape.length];
    System.arraycopy(x.shape(), 0, result, 0, axis);
    System.arraycopy(shape, 0, result, axis, shape.length);
    System.arraycopy(x.shape(), axis + 1, result, axis + shape.length, x.rank() - axis - 1);
    Operand indices =
        s.parameter(OnnxTensor.integers(s.nextConstant(), places.type(), shape, chosen));
    if (x.signature().shaped(result).count() > Sketch.MOST) {
      return;
    }
    s.node("Gather", x.signature().shaped(result), x, indices);
    if (axis != 0 || s.draw.coin()) {
      s.with("axis", s.opset >= 11 && s.draw.oneIn(3) ? axis - x.rank() : axis);
    }
  }

  static void expand(Sketch s) {
    Operand x = s.any();
    int[] target = Broadcast.beside(s.draw, x.shape());
    int[] shape = Broadcast.of(x.shape(), target);
    if (x.signature().shaped(shape).count() <= Sketch.MOST) {
      s.node("Expand", x.signature().shaped(shape), x, s.longs(target));
    }
  }
}
