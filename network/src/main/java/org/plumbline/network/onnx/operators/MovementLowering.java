package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/** Operators that pick elements without changing them; on constants they are folded. */
final class MovementLowering {
  private MovementLowering() {}

  static Value transpose(Call call) {
    Value value = call.input(0);
    int rank = value.rank();
    int[] reversed = new int[rank];
    for (int d = 0; d < rank; d++) {
      reversed[d] = rank - 1 - d;
    }
    int[] permutation = call.attributes.integers("perm", reversed);
    if (rank == 2 && permutation[0] == 0) {
      call.graph.unknownInFloat32(
          "moves nothing, and ONNX Runtime takes it for a transposition where it fuses it with Gemm;"
              + " remove the node");
    }
    return transposed(call, value, permutation);
  }

  static Value transposed(Call call, Value value, int[] permutation) {
    int rank = value.rank();
    if (permutation.length != rank) {
      throw call.refuse("perm " + Shapes.text(permutation) + " for rank " + rank);
    }
    call.marked(permutation, rank);
    int[] strides = Shapes.strides(value.shape());
    int[] result = new int[rank];
    int[] steps = new int[rank];
    for (int d = 0; d < rank; d++) {
      result[d] = value.shape()[call.axis(permutation[d], rank)];
      steps[d] = strides[call.axis(permutation[d], rank)];
    }
    call.graph.claim(result);
    return call.graph.pick(value, Shapes.walk(0, steps, result), result);
  }

  static Value slice(Call call) {
    Value value = call.input(0);
    int rank = value.rank();
    int[] starts = call.integers("starts", 10, 1);
    int[] ends = call.integers("ends", 10, 2);
    int[] axes = call.integers("axes", 10, 3);
    int[] steps = call.opset() >= 10 && call.hasInput(4) ? call.integers(4) : null;
    if (starts == null || ends == null || starts.length != ends.length) {
      throw call.refuse("starts and ends do not fit together");
    }
    axes = axes == null ? Shapes.identity(starts.length) : axes;
    if (axes.length != starts.length || steps != null && steps.length != starts.length) {
      throw call.refuse("axes or steps do not fit starts");
    }
    call.marked(axes, rank);
    int[] strides = Shapes.strides(value.shape());
    int[] shape = value.shape().clone();
    int first = 0;
    for (int s = 0; s < starts.length; s++) {
      int d = call.axis(axes[s], rank);
      int step = steps == null ? 1 : steps[s];
      if (step == 0 || step == Integer.MIN_VALUE) {
        throw call.refuse("a step of " + step);
      }
      int extent = value.shape()[d];
      int from = start(starts[s], extent, step);
      shape[d] = extent == 0 ? 0 : length(from, ends[s], extent, step);
      first += from * strides[d];
      strides[d] *= shape[d] > 1 ? step : 0;
    }
    call.graph.claim(shape);
    return call.graph.pick(value, Shapes.walk(first, strides, shape), shape);
  }

  private static int start(int start, int extent, int step) {
    long from = start < 0 ? (long) start + extent : start;
    long last = step > 0 ? extent : extent - 1L;
    return (int) Math.max(0, Math.min(last, from));
  }

  private static int length(int from, int end, int extent, int step) {
    long to = end < 0 ? (long) end + extent : end;
    if (step > 0) {
      to = Math.max(0, Math.min(extent, to));
      return (int) Math.max(0, (to - from + step - 1L) / step);
    }
    to = Math.max(-1, Math.min(extent - 1L, to));
    return (int) Math.max(0, (from - to - step - 1L) / -step);
  }

  static Value[] split(Call call) {
    Value value = call.input(0);
    int axis = call.axis(call.attributes.integer("axis", 0), value.rank());
    int[] parts = call.integers("split", 13, 1);
    int outputs = call.node.outputs().size();
    int declared = call.opset() >= 18 ? call.attributes.integer("num_outputs", outputs) : outputs;
    int extent = value.shape()[axis];
    if (declared != outputs) {
      throw call.refuse("num_outputs " + declared + " for " + outputs + " outputs");
    }
    parts = parts == null ? evenParts(call, extent, outputs) : parts;
    long total = 0;
    for (int part : parts) {
      total += part < 0 ? Integer.MAX_VALUE : part;
    }
    if (parts.length != outputs || total != extent) {
      throw call.refuse("parts " + Shapes.text(parts) + " of an axis of " + extent);
    }
    int[] strides = Shapes.strides(value.shape());
    Value[] results = new Value[outputs];
    int first = 0;
    for (int p = 0; p < outputs; p++) {
      int[] shape = value.shape().clone();
      shape[axis] = parts[p];
      call.graph.claim(shape);
      if (call.graph.isDemanded(call.node.outputs().get(p))) {
        results[p] = call.graph.pick(value, Shapes.walk(first, strides, shape), shape);
      }
      first += parts[p] * strides[axis];
    }
    return results;
  }

  /** Equal parts; from operator set 18 on the last one may be smaller. */
  private static int[] evenParts(Call call, int extent, int outputs) {
    int size = (extent + outputs - 1) / outputs;
    int last = extent - size * (outputs - 1);
    if (last < 0 || last != size && call.opset() < 18) {
      throw call.refuse("an axis of " + extent + " in " + outputs + " equal parts");
    }
    int[] parts = new int[outputs];
    Arrays.fill(parts, size);
    parts[outputs - 1] = last;
    return parts;
  }

  static Value gather(Call call) {
    Value value = call.input(0);
    int axis = call.axis(call.attributes.integer("axis", 0), value.rank());
    int[] chosen = call.integers(1);
    int[] indexShape = call.constant(1).shape();
    int[] shape = value.shape();
    int extent = shape[axis];
    for (int i = 0; i < chosen.length; i++) {
      int at = chosen[i] < 0 ? chosen[i] + extent : chosen[i];
      if (at < 0 || at >= extent) {
        throw call.refuse("index " + chosen[i] + " of an axis of " + extent);
      }
      chosen[i] = at;
    }
    int[] result = new int[shape.length - 1 + indexShape.length];
    System.arraycopy(shape, 0, result, 0, axis);
    System.arraycopy(indexShape, 0, result, axis, indexShape.length);
    int rest = shape.length - axis - 1;
    System.arraycopy(shape, axis + 1, result, axis + indexShape.length, rest);
    int[] flat = shape.clone();
    flat[axis] = chosen.length;
    call.graph.claim(flat);
    int[][] sources = new int[shape.length][];
    for (int d = 0; d < shape.length; d++) {
      sources[d] = d == axis ? chosen : Shapes.identity(shape[d]);
    }
    return call.graph.pick(value, gridIndex(shape, flat, sources), result);
  }

  /**
   * For each element of the result the element {@code sources[d][position d]} on every axis d, or
   * −1 where one of these is negative.
   */
  static int[] gridIndex(int[] from, int[] result, int[][] sources) {
    int[] strides = Shapes.strides(from);
    int[] index = {0};
    for (int d = 0; d < result.length; d++) {
      int[] finer = new int[Math.multiplyExact(index.length, result[d])];
      for (int i = 0, next = 0; i < index.length; i++) {
        for (int k = 0; k < result[d]; k++) {
          int source = sources[d][k];
          finer[next++] = index[i] < 0 || source < 0 ? -1 : index[i] + source * strides[d];
        }
      }
      index = finer;
    }
    return index;
  }

  static Value expand(Call call) {
    Value value = call.input(0);
    int[] shape = call.broadcast(value.shape(), call.integers(1));
    return call.graph.pick(value, Shapes.broadcastIndex(value.shape(), shape), shape);
  }
}
