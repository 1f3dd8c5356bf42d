package org.plumbline.reference.operators;

import java.util.Arrays;
import org.plumbline.reference.kernel.Broadcast;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.ElementType;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/** Operators that only move elements: Transpose, Slice, Expand, Tile, Trilu, DepthToSpace. */
final class Movement {
  private Movement() {}

  /** A view of a tensor in which each axis of the result has its own step. */
  private static ReferenceTensor view(
      Call call, ReferenceTensor x, Shape shape, int[] steps, int start) {
    return x.pick(Broadcast.walk(call.claim(shape), steps, start), shape);
  }

  static ReferenceTensor transpose(Call call) {
    ReferenceTensor x = call.input(0);
    int rank = x.shape().rank();
    long[] given = call.attributes.optionalIntegers("perm");
    int[] order = new int[rank];
    Arrays.setAll(order, i -> rank - 1 - i);
    if (given != null) {
      long[] sorted = given.clone();
      Arrays.sort(sorted);
      for (int i = 0; i < sorted.length || i < rank; i++) {
        if (sorted.length != rank || sorted[i] != i) {
          throw new ReferenceException(
              "attribute perm is " + Arrays.toString(given) + " for a tensor of " + x.shape());
        }
      }
      Arrays.setAll(order, i -> (int) given[i]);
    }
    return turned(call, x, order);
  }

  /** Axis i of the result is axis {@code order[i]} of the tensor. */
  static ReferenceTensor turned(Call call, ReferenceTensor x, int... order) {
    int[] strides = x.shape().strides();
    long[] dims = new long[order.length];
    int[] steps = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      dims[i] = x.shape().dim(order[i]);
      steps[i] = strides[order[i]];
    }
    return view(call, x, Shape.of(dims), steps, 0);
  }

  /** Starts and ends from attributes (to 9) or inputs, which may bring steps (from 10). */
  static ReferenceTensor slice(Call call) {
    ReferenceTensor x = call.input(0);
    boolean isInput = call.opset() >= 10;
    long[] starts = isInput ? call.list(1) : call.attributes.integers("starts");
    long[] ends = isInput ? call.list(2) : call.attributes.integers("ends");
    long[] axes = isInput ? null : call.attributes.optionalIntegers("axes");
    if (isInput && call.has(3)) {
      axes = call.list(3);
    }
    long[] steps = isInput && call.has(4) ? call.list(4) : null;
    int count = starts.length;
    if (ends.length != count
        || axes != null && axes.length != count
        || steps != null && steps.length != count
        || count > x.shape().rank()) {
      throw new ReferenceException("starts, ends, axes and steps of different lengths");
    }
    long[] dims = x.shape().longs();
    int[] strides = x.shape().strides();
    boolean[] isCut = new boolean[dims.length];
    int start = 0;
    for (int i = 0; i < count; i++) {
      int axis = x.shape().axis(axes == null ? i : axes[i]);
      if (isCut[axis]) {
        throw new ReferenceException("axis " + axis + " is named twice");
      }
      isCut[axis] = true;
      Cut cut = Cut.of(starts[i], ends[i], steps == null ? 1 : steps[i], x.shape().dim(axis));
      start += cut.count == 0 ? 0 : (int) cut.start * strides[axis];
      dims[axis] = cut.count;
      strides[axis] *= (int) (cut.count < 2 ? 0 : cut.step);
    }
    return view(call, x, Shape.of(dims), strides, start);
  }

  /** A range of one axis, after negative numbers are counted from the end and all are clamped. */
  private record Cut(long start, long step, long count) {
    static Cut of(long start, long end, long step, int dim) {
      if (step == 0) {
        throw new ReferenceException("a step is 0");
      }
      if (dim == 0) {
        return new Cut(0, step, 0);
      }
      long least = step > 0 ? 0 : -1;
      long most = step > 0 ? dim : dim - 1;
      long first = clamp(start, dim, 0, most);
      long last = clamp(end, dim, least, most);
      long room = step > 0 ? last - first : first - last;
      long size = step == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(step);
      return new Cut(first, step, room <= 0 ? 0 : (room - 1) / size + 1);
    }

    private static long clamp(long index, int dim, long least, long most) {
      return Math.max(least, Math.min(most, index < 0 ? index + dim : index));
    }
  }

  static ReferenceTensor expand(Call call) {
    ReferenceTensor x = call.input(0);
    Shape shape = call.claim(x.shape().broadcast(Shape.of(call.list(1))));
    return x.pick(Broadcast.indices(x.shape(), shape), shape);
  }

  static ReferenceTensor tile(Call call) {
    ReferenceTensor x = call.input(0);
    long[] repeats = call.list(1);
    int rank = x.shape().rank();
    if (repeats.length != rank || Arrays.stream(repeats).anyMatch(r -> r < 0 || r > 1 << 28)) {
      throw new ReferenceException(
          Arrays.toString(repeats) + " repeats for a tensor of shape " + x.shape());
    }
    int[] strides = x.shape().strides();
    long[] dims = new long[2 * rank];
    int[] steps = new int[2 * rank];
    long[] joined = new long[rank];
    for (int i = 0; i < rank; i++) {
      dims[2 * i] = repeats[i];
      dims[2 * i + 1] = x.shape().dim(i);
      steps[2 * i + 1] = strides[i];
      joined[i] = repeats[i] * x.shape().dim(i);
    }
    return view(call, x, Shape.of(dims), steps, 0).reshape(Shape.of(joined));
  }

  /** The upper or lower triangle of each matrix; zero elsewhere. */
  static ReferenceTensor trilu(Call call) {
    ReferenceTensor x = call.input(0);
    boolean isUpper = call.attributes.flag("upper", true);
    int rank = x.shape().rank();
    if (rank < 2) {
      throw new ReferenceException("a tensor of shape " + x.shape() + " holds no matrices");
    }
    long k = 0;
    if (call.has(1)) {
      k =
          Casts.truncated(
              Casts.onlyReal(call, call.input(1, ElementType.INT64)), ElementType.INT64);
    }
    int rows = x.shape().dim(rank - 2);
    int columns = x.shape().dim(rank - 1);
    int[] source = new int[call.claim(x.shape()).size()];
    for (int i = 0; i < source.length; i++) {
      long above = i % columns - (long) (i / columns % rows);
      source[i] = (isUpper ? above >= k : above <= k) ? i : -1;
    }
    return x.pick(source, x.shape());
  }

  static ReferenceTensor depthToSpace(Call call) {
    ReferenceTensor x = call.input(0);
    int b = block(call, x);
    boolean isDepthFirst =
        call.opset() < 11 || call.attributes.choice("mode", "DCR", "CRD").equals("DCR");
    Shape s = x.shape();
    int depth = s.dim(1) / (b * b);
    if (depth * b * b != s.dim(1)) {
      throw new ReferenceException("blocks of " + b + " for a tensor of shape " + s);
    }
    ReferenceTensor turned =
        isDepthFirst
            ? turned(
                call,
                x.reshape(Shape.of(s.dim(0), b, b, depth, s.dim(2), s.dim(3))),
                0,
                3,
                4,
                1,
                5,
                2)
            : turned(
                call,
                x.reshape(Shape.of(s.dim(0), depth, b, b, s.dim(2), s.dim(3))),
                0,
                1,
                4,
                2,
                5,
                3);
    return turned.reshape(Shape.of(s.dim(0), depth, s.dim(2) * b, s.dim(3) * b));
  }

  static ReferenceTensor spaceToDepth(Call call) {
    ReferenceTensor x = call.input(0);
    int b = block(call, x);
    Shape s = x.shape();
    int height = s.dim(2) / b;
    int width = s.dim(3) / b;
    if (height * b != s.dim(2) || width * b != s.dim(3)) {
      throw new ReferenceException("blocks of " + b + " for a tensor of shape " + s);
    }
    ReferenceTensor split = x.reshape(Shape.of(s.dim(0), s.dim(1), height, b, width, b));
    boolean isDepthFirst =
        call.opset() < 28 || call.attributes.choice("mode", "DCR", "CRD").equals("DCR");
    int[] order = isDepthFirst ? new int[] {0, 3, 5, 1, 2, 4} : new int[] {0, 1, 3, 5, 2, 4};
    return turned(call, split, order).reshape(Shape.of(s.dim(0), s.dim(1) * b * b, height, width));
  }

  private static int block(Call call, ReferenceTensor x) {
    long block = call.attributes.integer("blocksize");
    if (x.shape().rank() != 4 || block < 1 || block > 1 << 12) {
      throw new ReferenceException("blocks of " + block + " for a tensor of shape " + x.shape());
    }
    return (int) block;
  }
}
