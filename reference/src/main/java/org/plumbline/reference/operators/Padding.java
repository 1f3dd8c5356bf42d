package org.plumbline.reference.operators;

import java.util.Arrays;
import java.util.List;
import org.plumbline.reference.kernel.Call;
import org.plumbline.reference.tensor.ReferenceException;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Shape;

/** Pad. Negative padding cuts first; then the four modes fill what is added. */
final class Padding {
  private Padding() {}

  /** Pads and value from attributes (to 10) or inputs, which may bring axes (from 18). */
  static ReferenceTensor pad(Call call) {
    boolean isInput = call.opset() >= 11;
    ReferenceTensor x = isInput ? call.input(0) : call.real(0);
    int rank = x.shape().rank();
    String mode =
        call.opset() < 19
            ? call.attributes.choice("mode", "constant", "reflect", "edge")
            : call.attributes.choice("mode", "constant", "reflect", "edge", "wrap");
    long[] pads = isInput ? call.list(1) : call.attributes.integers("pads");
    long[] axes = call.opset() >= 18 && call.has(3) ? call.list(3) : null;
    int count = axes == null ? rank : axes.length;
    if (pads.length != 2 * count || Arrays.stream(pads).anyMatch(p -> Math.abs(p) > 1 << 28)) {
      throw new ReferenceException(
          Arrays.toString(pads) + " pads for " + count + " axes of a tensor of " + x.shape());
    }
    ReferenceTensor filler = filler(call, x);
    int[][] sources = new int[rank][];
    for (int axis = 0; axis < rank; axis++) {
      sources[axis] = source(mode, x.shape().dim(axis), 0, 0);
    }
    boolean[] isPadded = new boolean[rank];
    for (int i = 0; i < count; i++) {
      int axis = x.shape().axis(axes == null ? i : axes[i]);
      if (isPadded[axis]) {
        throw new ReferenceException("axis " + axis + " is named twice");
      }
      isPadded[axis] = true;
      call.budget().claim(Math.max(0, x.shape().dim(axis) + pads[i] + pads[count + i]));
      sources[axis] = source(mode, x.shape().dim(axis), (int) pads[i], (int) pads[count + i]);
    }
    return padded(call, x, sources, filler);
  }

  private static ReferenceTensor filler(Call call, ReferenceTensor x) {
    if (call.opset() < 11) {
      double value = call.attributes.real("value", 0);
      return ReferenceTensor.reals(x.type(), Shape.of(1), value);
    }
    ReferenceTensor filler =
        call.has(2) ? call.input(2, x.type()) : x.pick(new int[] {-1}, Shape.of(1));
    if (filler.size() != 1) {
      throw new ReferenceException("a value of shape " + filler.shape());
    }
    return filler.reshape(Shape.of(1));
  }

  /** For each place of the padded axis the place in the axis, or −1 for the value. */
  private static int[] source(String mode, int dim, int before, int after) {
    int cut = Math.max(0, -before);
    int left = dim - cut - Math.max(0, -after);
    if (left < 0) {
      throw new ReferenceException("pads of " + before + " and " + after + " for " + dim);
    }
    int head = Math.max(0, before);
    int tail = Math.max(0, after);
    checkRoom(mode, left, Math.max(head, tail));
    int[] source = new int[head + left + tail];
    for (int i = 0; i < source.length; i++) {
      int place = filled(mode, i - head, left);
      source[i] = place < 0 ? -1 : cut + place;
    }
    return source;
  }

  private static void checkRoom(String mode, int left, int most) {
    boolean isShort =
        switch (mode) {
          case "constant" -> false;
          case "reflect" -> most > 0 && most > left - 1;
          default -> most > 0 && left == 0;
        };
    if (isShort) {
      throw new ReferenceException(most + " pads in mode " + mode + " for an axis of " + left);
    }
  }

  private static int filled(String mode, int place, int dim) {
    if (place >= 0 && place < dim) {
      return place;
    }
    return switch (mode) {
      case "constant" -> -1;
      case "reflect" -> place < 0 ? -place : 2 * (dim - 1) - place;
      case "edge" -> place < 0 ? 0 : dim - 1;
      default -> Math.floorMod(place, dim);
    };
  }

  /**
   * A tensor whose axes are re-indexed one by one.
   *
   * @param sources for each place of each axis the place in the input's axis, or −1 for the filler
   */
  static ReferenceTensor padded(
      Call call, ReferenceTensor x, int[][] sources, ReferenceTensor filler) {
    long[] dims = Arrays.stream(sources).mapToLong(source -> source.length).toArray();
    Shape shape = call.claim(dims);
    int[] strides = x.shape().strides();
    int[] places = shape.size() == 0 ? new int[0] : new int[] {0};
    for (int axis = 0; axis < sources.length; axis++) {
      int width = sources[axis].length;
      int[] next = new int[places.length * width];
      for (int i = 0; i < next.length; i++) {
        int outer = places[i / width];
        int inner = sources[axis][i % width];
        next[i] = outer < 0 || inner < 0 ? -1 : outer + inner * strides[axis];
      }
      places = next;
    }
    for (int i = 0; i < places.length; i++) {
      places[i] = places[i] < 0 ? x.size() : places[i];
    }
    return Joining.concatenate(List.of(x, filler)).pick(places, shape);
  }
}
