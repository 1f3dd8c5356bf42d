package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import java.util.List;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/** Operators that take elements to places that constants say; on constants they are folded. */
final class PlacementLowering {
  private PlacementLowering() {}

  /** The middle of an axis, or the axis in the middle of zeros: one more behind than before. */
  static Value centerCropPad(Call call) {
    Value value = call.input(0);
    int[] from = value.shape();
    int[] axes = call.attributes.integers("axes", Shapes.identity(from.length));
    int[] extents = call.integers(1);
    if (extents.length != axes.length || call.constant(1).rank() != 1) {
      throw call.refuse(extents.length + " extents for " + axes.length + " axes");
    }
    call.marked(axes, from.length);
    int[] shape = from.clone();
    for (int k = 0; k < axes.length; k++) {
      if (extents[k] < 0) {
        throw call.refuse("a shape of " + Shapes.text(extents));
      }
      shape[call.axis(axes[k], from.length)] = extents[k];
    }
    call.graph.claim(shape);
    int[][] sources = new int[shape.length][];
    for (int d = 0; d < shape.length; d++) {
      sources[d] = new int[call.graph.claim(shape[d])];
      int cut = Math.max(0, from[d] - shape[d]) / 2;
      int pad = Math.max(0, shape[d] - from[d]) / 2;
      for (int i = 0; i < shape[d]; i++) {
        int at = i - pad + cut;
        sources[d][i] = at >= 0 && at < from[d] ? at : -1;
      }
    }
    return call.graph.pick(value, MovementLowering.gridIndex(from, shape, sources), shape);
  }

  /** The first elements of each sequence in reverse order. */
  static Value reverseSequence(Call call) {
    Value value = call.input(0);
    int[] shape = value.shape();
    int time = call.attributes.integer("time_axis", 0);
    int batch = call.attributes.integer("batch_axis", 1);
    int[] lengths = call.integers(1);
    if (time + batch != 1 || time * batch != 0 || shape.length < 2) {
      throw call.refuse("axes " + time + " and " + batch + " of " + Shapes.text(shape));
    } else if (lengths.length != shape[batch]) {
      throw call.refuse(lengths.length + " lengths for a batch of " + shape[batch]);
    }
    for (int length : lengths) {
      if (length < 0 || length > shape[time]) {
        throw call.refuse("a sequence of " + length + " on an axis of " + shape[time]);
      }
    }
    int[] strides = Shapes.strides(shape);
    int[] index = Shapes.identity(call.graph.claim(shape));
    for (int i = 0; i < index.length; i++) {
      int at = i / strides[time] % shape[time];
      int length = lengths[i / strides[batch] % shape[batch]];
      index[i] += at < length ? (length - 1 - 2 * at) * strides[time] : 0;
    }
    return call.graph.pick(value, index, shape);
  }

  /** The slices of an axis, or the elements, for which a constant is true. */
  static Value compress(Call call) {
    Value value = call.input(0);
    boolean isFlat = !call.attributes.has("axis");
    int[] from = isFlat ? new int[] {value.count()} : value.shape();
    int axis = isFlat ? 0 : call.axis(call.attributes.integer("axis", 0), from.length);
    int[] isChosen = call.integers(1);
    if (isChosen.length > from[axis]) {
      throw call.refuse(isChosen.length + " conditions on an axis of " + from[axis]);
    }
    int[] chosen = new int[isChosen.length];
    int next = 0;
    for (int i = 0; i < isChosen.length; i++) {
      if (isChosen[i] != 0) {
        chosen[next++] = i;
      }
    }
    int[] shape = from.clone();
    shape[axis] = next;
    call.graph.claim(shape);
    int[][] sources = new int[shape.length][];
    for (int d = 0; d < shape.length; d++) {
      sources[d] = d == axis ? Arrays.copyOf(chosen, next) : Shapes.identity(shape[d]);
    }
    return call.graph.pick(value, MovementLowering.gridIndex(from, shape, sources), shape);
  }

  /**
   * Elements at the places that MaxPool took them from, zeros elsewhere. Of a shape that is given
   * and is not that of the windows, runtimes and the standard number the places differently.
   */
  static Value maxUnpool(Call call) {
    Value value = call.input(0);
    int[] from = value.shape();
    int n = from.length - 2;
    int[] kernel = call.attributes.integers("kernel_shape");
    if (n < 1 || kernel.length != n) {
      throw call.refuse("a kernel of " + kernel.length + " extents for " + Shapes.text(from));
    }
    int[] ones = new int[n];
    Arrays.fill(ones, 1);
    int[] strides = call.attributes.integers("strides", ones);
    int[] pads = call.attributes.integers("pads", new int[2 * n]);
    int[] shape = from.clone();
    for (int d = 0; d < n; d++) {
      int reach = Math.addExact(Math.multiplyExact(from[d + 2] - 1, strides[d]), kernel[d]);
      shape[d + 2] = Math.subtractExact(reach, Math.addExact(pads[d], pads[n + d]));
    }
    if (call.hasInput(2) && !Arrays.equals(call.integers(2), shape)) {
      throw call.refuse(
          "an output_shape that is not " + Shapes.text(shape) + ", which its windows make");
    }
    int[] places = call.integers(1);
    int[] index = new int[call.graph.claim(shape)];
    Arrays.fill(index, -1);
    if (places.length != value.count()) {
      throw call.refuse(places.length + " places for " + value.count() + " elements");
    }
    for (int i = 0; i < places.length; i++) {
      if (places[i] < 0 || places[i] >= index.length || index[places[i]] >= 0) {
        throw call.refuse("place " + places[i] + " is outside of the result, or named twice");
      }
      index[places[i]] = i;
    }
    return call.graph.pick(value, index, shape);
  }

  /** Writes a part of a sequence over another, from a constant place on. */
  static Value tensorScatter(Call call) {
    Value past = call.input(0);
    Value update = call.input(1);
    int[] shape = past.shape();
    int axis = call.axis(call.attributes.integer("axis", -2), shape.length);
    String mode = call.attributes.text("mode", "linear");
    boolean isCircular = mode.equals("circular");
    int[] first = call.hasInput(2) ? call.integers(2) : new int[shape[0]];
    int[] part = shape.clone();
    part[axis] = update.rank() == shape.length ? update.shape()[axis] : 0;
    if (axis == 0 || !Arrays.equals(part, update.shape()) || part[axis] > shape[axis]) {
      throw call.refuse(
          "an update of shape " + Shapes.text(update.shape()) + " for " + Shapes.text(shape));
    } else if (first.length != shape[0] || past.type() != update.type()) {
      throw call.refuse(first.length + " write indices for a batch of " + shape[0]);
    } else if (!isCircular && !mode.equals("linear")) {
      throw call.refuse("attribute mode is " + mode);
    }
    int[] kept = Shapes.identity(call.graph.claim(shape));
    int[] written = new int[kept.length];
    Arrays.fill(written, -1);
    int inner = Shapes.count(shape, axis + 1, shape.length);
    int perBatch = update.count() / Math.max(1, shape[0]);
    for (int i = 0; i < update.count(); i++) {
      long at = (long) first[i / perBatch] + i / inner % part[axis];
      at = isCircular ? Math.floorMod(at, (long) shape[axis]) : at;
      if (at < 0 || at >= shape[axis]) {
        throw call.refuse("position " + at + " on an axis of " + shape[axis]);
      }
      int place = (i / inner / part[axis] * shape[axis] + (int) at) * inner + i % inner;
      kept[place] = -1;
      written[place] = i;
    }
    return JoinLowering.overlay(call, List.of(past, update), List.of(kept, written), shape);
  }
}
