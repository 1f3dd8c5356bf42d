package org.plumbline.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.AffineLayer;

/** Operators that move elements without changing them; on constants they are folded. */
final class MovementLowering {
  private MovementLowering() {}

  static Value identity(Call call) {
    return call.input(0);
  }

  static Value dropout(Call call) {
    call.attributes.ignore("ratio", "seed", "is_test");
    if (call.hasInput(2) && call.constant(2).values()[0] != 0) {
      throw call.refuse("training mode");
    }
    return call.input(0);
  }

  static Value cast(Call call) {
    int to = call.attributes.integer("to", 1);
    call.attributes.ignore("saturate");
    Value value = call.input(0);
    boolean isReal = to == 1 || to == 11 || to == 10;
    if (value instanceof Value.Constant constant) {
      double[] cast = constant.values().clone();
      for (int i = 0; !isReal && i < cast.length; i++) {
        cast[i] = to == 9 ? (cast[i] != 0 ? 1 : 0) : (long) cast[i];
      }
      return LoweringContext.constant(constant.shape(), cast, !isReal);
    }
    if (!isReal) {
      throw call.refuse("casting computed values to element type " + to);
    }
    return value;
  }

  static Value flatten(Call call) {
    int[] shape = call.input(0).shape();
    int axis = call.attributes.integer("axis", 1);
    int split = axis == shape.length ? axis : call.axis(axis, shape.length);
    int[] head = Arrays.copyOf(shape, split);
    int outer = OnnxTensor.count(head);
    return reshaped(call, new int[] {outer, outer == 0 ? 0 : call.input(0).count() / outer});
  }

  static Value reshape(Call call) {
    int[] target = call.integers("shape", 1);
    boolean keepZero = call.attributes.integer("allowzero", 0) != 0;
    int[] from = call.input(0).shape();
    int[] shape = target.clone();
    int unknown = -1;
    long known = 1;
    for (int d = 0; d < shape.length; d++) {
      if (shape[d] == 0 && !keepZero) {
        if (d >= from.length) {
          throw call.refuse("shape " + Shapes.text(target) + " of " + Shapes.text(from));
        }
        shape[d] = from[d];
      }
      if (shape[d] == -1 && unknown < 0) {
        unknown = d;
      } else if (shape[d] < 0) {
        throw call.refuse("shape " + Shapes.text(target));
      } else {
        known *= shape[d];
      }
    }
    if (unknown >= 0 && known > 0) {
      shape[unknown] = (int) (call.input(0).count() / known);
    }
    return reshaped(call, shape);
  }

  private static Value reshaped(Call call, int[] shape) {
    Value value = call.input(0);
    if (Arrays.stream(shape).anyMatch(e -> e < 0) || OnnxTensor.count(shape) != value.count()) {
      throw call.refuse(
          "shape " + Shapes.text(shape) + " for a tensor of shape " + Shapes.text(value.shape()));
    }
    if (value instanceof Value.Constant constant) {
      return LoweringContext.constant(shape, constant.values(), constant.tensor().isInteger());
    }
    return new Value.Variable(((Value.Variable) value).layer(), shape);
  }

  static Value squeeze(Call call) {
    int[] shape = call.input(0).shape();
    int[] axes = call.integers("axes", 1);
    boolean[] gone = new boolean[shape.length];
    if (axes == null) {
      for (int d = 0; d < shape.length; d++) {
        gone[d] = shape[d] == 1;
      }
    } else {
      for (int axis : axes) {
        gone[call.axis(axis, shape.length)] = true;
      }
    }
    List<Integer> rest = new ArrayList<>();
    for (int d = 0; d < shape.length; d++) {
      if (!gone[d]) {
        rest.add(shape[d]);
      } else if (shape[d] != 1) {
        throw call.refuse("axis " + d + " of shape " + Shapes.text(shape) + " is not 1");
      }
    }
    return reshaped(call, rest.stream().mapToInt(Integer::intValue).toArray());
  }

  static Value unsqueeze(Call call) {
    int[] shape = call.input(0).shape();
    int[] axes = call.integers("axes", 1);
    if (axes == null) {
      throw call.refuse("axes are missing");
    }
    int rank = shape.length + axes.length;
    boolean[] added = new boolean[rank];
    for (int axis : axes) {
      added[call.axis(axis, rank)] = true;
    }
    int[] result = new int[rank];
    int next = 0;
    for (int d = 0; d < rank; d++) {
      result[d] = added[d] || next == shape.length ? 1 : shape[next++];
    }
    return reshaped(call, result);
  }

  static Value transpose(Call call) {
    int[] shape = call.input(0).shape();
    int rank = shape.length;
    int[] reversed = new int[rank];
    for (int d = 0; d < rank; d++) {
      reversed[d] = rank - 1 - d;
    }
    return transposed(call, call.input(0), call.attributes.integers("perm", reversed));
  }

  static Value transposed(Call call, Value value, int[] permutation) {
    int[] shape = value.shape();
    int rank = shape.length;
    int[] result = new int[rank];
    int[] strides = Shapes.strides(shape);
    if (permutation.length != rank) {
      throw call.refuse("perm " + Shapes.text(permutation) + " for rank " + rank);
    }
    for (int d = 0; d < rank; d++) {
      result[d] = shape[call.axis(permutation[d], rank)];
    }
    int[] index = new int[value.count()];
    int[] position = new int[rank];
    for (int flat = 0; flat < index.length; flat++) {
      Shapes.unravel(flat, result, position);
      for (int d = 0; d < rank; d++) {
        index[flat] += position[d] * strides[permutation[d]];
      }
    }
    return call.graph.pick(value, index, result);
  }

  static Value slice(Call call) {
    Value value = call.input(0);
    int rank = value.rank();
    int[] starts = call.integers("starts", 1);
    int[] ends = call.integers("ends", 2);
    int[] axes = call.integers("axes", 3);
    int[] steps = call.hasInput(4) ? call.constant(4).tensor().asInts() : null;
    if (starts == null || ends == null || starts.length != ends.length) {
      throw call.refuse("starts and ends do not fit together");
    }
    int[] first = new int[rank];
    int[] step = new int[rank];
    Arrays.fill(step, 1);
    int[] shape = value.shape().clone();
    for (int s = 0; s < starts.length; s++) {
      int d = call.axis(axes == null ? s : axes[s], rank);
      step[d] = steps == null ? 1 : steps[s];
      if (step[d] == 0) {
        throw call.refuse("a step of 0");
      }
      sliceAxis(d, starts[s], ends[s], value.shape()[d], first, step, shape);
    }
    return window(call, value, first, step, shape);
  }

  private static void sliceAxis(
      int d, int start, int end, int extent, int[] first, int[] step, int[] shape) {
    long from = start < 0 ? (long) start + extent : start;
    long to = end < 0 ? (long) end + extent : end;
    if (step[d] > 0) {
      from = Math.max(0, Math.min(extent, from));
      to = Math.max(0, Math.min(extent, to));
      shape[d] = (int) Math.max(0, (to - from + step[d] - 1) / step[d]);
    } else {
      from = Math.max(0, Math.min(extent - 1, from));
      to = Math.max(-1, Math.min(extent - 1, to));
      shape[d] = (int) Math.max(0, (from - to - step[d] - 1) / -step[d]);
    }
    first[d] = (int) from;
  }

  /** The elements {@code first + position · step} of every axis. */
  private static Value window(Call call, Value value, int[] first, int[] step, int[] shape) {
    int[] strides = Shapes.strides(value.shape());
    int[] index = new int[OnnxTensor.count(shape)];
    int[] position = new int[shape.length];
    for (int flat = 0; flat < index.length; flat++) {
      Shapes.unravel(flat, shape, position);
      for (int d = 0; d < shape.length; d++) {
        index[flat] += (first[d] + position[d] * step[d]) * strides[d];
      }
    }
    return call.graph.pick(value, index, shape);
  }

  static Value[] split(Call call) {
    Value value = call.input(0);
    int axis = call.axis(call.attributes.integer("axis", 0), value.rank());
    int[] parts = call.integers("split", 1);
    int outputs = call.node.outputs().size();
    call.attributes.ignore("num_outputs");
    int extent = value.shape()[axis];
    if (parts == null) {
      int size = (extent + outputs - 1) / outputs;
      parts = new int[outputs];
      Arrays.fill(parts, size);
      parts[outputs - 1] = extent - size * (outputs - 1);
    }
    if (parts.length != outputs || Arrays.stream(parts).sum() != extent) {
      throw call.refuse("parts " + Shapes.text(parts) + " of an axis of " + extent);
    }
    Value[] results = new Value[outputs];
    int[] first = new int[value.rank()];
    int[] step = new int[value.rank()];
    Arrays.fill(step, 1);
    for (int part = 0; part < outputs; part++) {
      int[] shape = value.shape().clone();
      shape[axis] = parts[part];
      results[part] = window(call, value, first.clone(), step, shape);
      first[axis] += parts[part];
    }
    return results;
  }

  static Value gather(Call call) {
    Value value = call.input(0);
    int axis = call.axis(call.attributes.integer("axis", 0), value.rank());
    Value.Constant indices = call.constant(1);
    int[] shape = value.shape();
    int[] chosen = indices.tensor().asInts();
    int extent = shape[axis];
    int inner = OnnxTensor.count(Arrays.copyOfRange(shape, axis + 1, shape.length));
    int outer = OnnxTensor.count(Arrays.copyOf(shape, axis));
    int[] index = new int[outer * chosen.length * inner];
    int next = 0;
    for (int o = 0; o < outer; o++) {
      for (int i : chosen) {
        int at = i < 0 ? i + extent : i;
        if (at < 0 || at >= extent) {
          throw call.refuse("index " + i + " of an axis of " + extent);
        }
        for (int k = 0; k < inner; k++) {
          index[next++] = (o * extent + at) * inner + k;
        }
      }
    }
    int[] result = new int[shape.length - 1 + indices.rank()];
    System.arraycopy(shape, 0, result, 0, axis);
    System.arraycopy(indices.shape(), 0, result, axis, indices.rank());
    System.arraycopy(shape, axis + 1, result, axis + indices.rank(), shape.length - axis - 1);
    return call.graph.pick(value, index, result);
  }

  static Value expand(Call call) {
    int[] shape = Shapes.broadcast(call.input(0).shape(), call.constant(1).tensor().asInts());
    if (shape == null) {
      throw call.refuse("the shapes do not fit together");
    }
    int[] index = Shapes.broadcastIndex(call.input(0).shape(), shape);
    return call.graph.pick(call.input(0), index, shape);
  }

  static Value concat(Call call) {
    int count = call.inputs();
    int axis = call.axis(call.attributes.integer("axis", 0), call.input(0).rank());
    int[] shape = call.input(0).shape().clone();
    shape[axis] = 0;
    boolean allConstant = true;
    boolean allInteger = true;
    for (int i = 0; i < count; i++) {
      Value value = call.input(i);
      if (value.rank() != shape.length) {
        throw call.refuse("inputs of different rank");
      }
      shape[axis] += value.shape()[axis];
      allConstant &= value instanceof Value.Constant;
      allInteger &= value instanceof Value.Constant c && c.tensor().isInteger();
    }
    List<AffineLayer.Term> terms = new ArrayList<>();
    double[] bias = new double[OnnxTensor.count(shape)];
    int start = 0;
    for (int i = 0; i < count; i++) {
      Value value = call.input(i);
      int[] index = placement(call, value.shape(), shape, axis, start);
      start += value.shape()[axis];
      if (value instanceof Value.Constant constant) {
        for (int o = 0; o < index.length; o++) {
          bias[o] += index[o] < 0 ? 0 : constant.values()[index[o]];
        }
      } else {
        terms.add(call.graph.term((Value.Variable) value, new SelectionMap(value.count(), index)));
      }
    }
    return allConstant
        ? LoweringContext.constant(shape, bias, allInteger)
        : call.graph.sum(terms, bias, shape);
  }

  /** Where a part's elements go when it starts at {@code start} on the axis; −1 elsewhere. */
  private static int[] placement(Call call, int[] part, int[] whole, int axis, int start) {
    int inner = OnnxTensor.count(Arrays.copyOfRange(whole, axis + 1, whole.length));
    int outer = OnnxTensor.count(Arrays.copyOf(whole, axis));
    if (OnnxTensor.count(part) != outer * part[axis] * inner) {
      throw call.refuse("shapes " + Shapes.text(part) + " and " + Shapes.text(whole));
    }
    int[] index = new int[OnnxTensor.count(whole)];
    Arrays.fill(index, -1);
    for (int o = 0; o < outer; o++) {
      for (int k = 0; k < part[axis] * inner; k++) {
        index[(o * whole[axis] + start) * inner + k] = o * part[axis] * inner + k;
      }
    }
    return index;
  }

  static Value pad(Call call) {
    Value value = call.input(0);
    String mode = call.attributes.text("mode", "constant");
    if (!mode.equals("constant")) {
      throw call.refuse("mode " + mode + "; supported is constant");
    }
    int[] pads = call.integers("pads", 1);
    double fill = call.attributes.real("value", 0);
    if (call.hasInput(2)) {
      fill = call.constant(2).values()[0];
    }
    if (call.hasInput(3) || pads == null || pads.length != 2 * value.rank()) {
      throw call.refuse("pads must name two numbers for each axis");
    }
    return padded(call, value, pads, fill);
  }

  private static Value padded(Call call, Value value, int[] pads, double fill) {
    int rank = value.rank();
    int[] shape = new int[rank];
    for (int d = 0; d < rank; d++) {
      shape[d] = value.shape()[d] + pads[d] + pads[rank + d];
    }
    int[] strides = Shapes.strides(value.shape());
    int[] index = new int[OnnxTensor.count(shape)];
    double[] bias = new double[index.length];
    int[] position = new int[rank];
    for (int flat = 0; flat < index.length; flat++) {
      Shapes.unravel(flat, shape, position);
      for (int d = 0; d < rank && index[flat] >= 0; d++) {
        int at = position[d] - pads[d];
        index[flat] = at < 0 || at >= value.shape()[d] ? -1 : index[flat] + at * strides[d];
      }
      bias[flat] = index[flat] < 0 ? fill : 0;
    }
    if (value instanceof Value.Variable variable) {
      return call.graph.affine(variable, new SelectionMap(value.count(), index), bias, shape);
    }
    Value.Constant inside = (Value.Constant) call.graph.pick(value, index, shape);
    for (int i = 0; i < bias.length; i++) {
      bias[i] += inside.values()[i];
    }
    return LoweringContext.constant(shape, bias, inside.tensor().isInteger());
  }
}
