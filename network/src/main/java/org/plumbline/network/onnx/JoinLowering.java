package org.plumbline.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.AffineLayer;

/** Operators that put tensors side by side; on constants they are folded. */
final class JoinLowering {
  private JoinLowering() {}

  static Value concat(Call call) {
    int count = call.inputs();
    int rank = call.input(0).rank();
    if (!call.attributes.has("axis")) {
      throw call.refuse("attribute axis is missing");
    }
    int axis = call.axis(call.attributes.integer("axis", 0), rank);
    List<Value> parts = new ArrayList<>();
    int[] shape = call.input(0).shape().clone();
    shape[axis] = 0;
    for (int i = 0; i < count; i++) {
      Value part = call.input(i);
      for (int d = 0; d < Math.max(rank, part.rank()); d++) {
        if (part.rank() != rank || d != axis && part.shape()[d] != shape[d]) {
          throw call.refuse(
              "shapes " + Shapes.text(call.input(0).shape()) + " and " + Shapes.text(part.shape()));
        }
      }
      parts.add(part);
      shape[axis] = Math.addExact(shape[axis], part.shape()[axis]);
    }
    return join(call, parts, axis, shape);
  }

  private static Value join(Call call, List<Value> parts, int axis, int[] shape) {
    List<int[]> indices = new ArrayList<>();
    int start = 0;
    for (Value part : parts) {
      call.graph.claim(shape);
      indices.add(placement(part.shape(), shape, axis, start));
      start += part.shape()[axis];
    }
    return overlay(call, parts, indices, shape);
  }

  /** Where a part's elements go when it starts at {@code start} on the axis; −1 elsewhere. */
  private static int[] placement(int[] part, int[] whole, int axis, int start) {
    int inner = Shapes.count(whole, axis + 1, whole.length);
    int outer = Shapes.count(whole, 0, axis);
    int[] index = new int[Shapes.count(whole)];
    Arrays.fill(index, -1);
    for (int o = 0; o < outer; o++) {
      for (int k = 0; k < part[axis] * inner; k++) {
        index[(o * whole[axis] + start) * inner + k] = o * part[axis] * inner + k;
      }
    }
    return index;
  }

  /** The sum of selections of which at most one is not −1 at any element. */
  static Value overlay(Call call, List<Value> parts, List<int[]> indices, int[] shape) {
    List<AffineLayer.Term> terms = new ArrayList<>();
    double[] bias = new double[Shapes.count(shape)];
    double[] errors = null;
    boolean allInteger = true;
    for (int p = 0; p < parts.size(); p++) {
      int[] index = indices.get(p);
      if (parts.get(p) instanceof Value.Variable variable) {
        terms.add(
            new AffineLayer.Term(variable.layer(), new SelectionMap(variable.count(), index)));
        continue;
      }
      Value.Constant constant = (Value.Constant) parts.get(p);
      allInteger &= constant.isInteger();
      add(constant.values(), index, bias);
      if (!constant.isExact()) {
        errors = errors == null ? new double[bias.length] : errors;
        add(constant.errors(), index, errors);
      }
    }
    Value.Constant constant =
        new Value.Constant(shape, bias, errors, allInteger && terms.isEmpty());
    return terms.isEmpty() ? constant : call.graph.sum(terms, constant, shape);
  }

  private static void add(double[] part, int[] index, double[] whole) {
    for (int i = 0; i < index.length; i++) {
      if (index[i] >= 0) {
        whole[i] = part[index[i]];
      }
    }
  }

  /** Writes slices of one tensor over another, at constant places. */
  static Value scatter(Call call) {
    String reduction = call.opset() < 16 ? "none" : call.attributes.text("reduction", "none");
    if (!reduction.equals("none")) {
      throw call.refuse("attribute reduction is " + reduction + "; supported is none");
    }
    Value data = call.input(0);
    Value updates = call.input(2);
    int[] places = call.integers(1);
    int[] placeShape = call.constant(1).shape();
    int depth = placeShape.length == 0 ? 0 : placeShape[placeShape.length - 1];
    if (depth < 1 || depth > data.rank()) {
      throw call.refuse("indices of shape " + Shapes.text(placeShape));
    }
    int slice = Shapes.count(data.shape(), depth, data.rank());
    if (updates.count() != places.length / depth * slice) {
      throw call.refuse("updates of shape " + Shapes.text(updates.shape()));
    }
    int[] strides = Shapes.strides(data.shape());
    int[] kept = Shapes.identity(call.graph.claim(data.shape()));
    int[] written = new int[kept.length];
    Arrays.fill(written, -1);
    for (int p = 0; p < places.length / depth; p++) {
      int start = 0;
      for (int d = 0; d < depth; d++) {
        int extent = data.shape()[d];
        int at = places[p * depth + d];
        if (at < -extent || at >= extent) {
          throw call.refuse("index " + at + " of an axis of " + extent);
        }
        start += (at < 0 ? at + extent : at) * strides[d];
      }
      for (int k = 0; k < slice; k++) {
        kept[start + k] = -1;
        written[start + k] = p * slice + k;
      }
    }
    return overlay(call, List.of(data, updates), List.of(kept, written), data.shape());
  }

  static Value pad(Call call) {
    Value value = call.input(0);
    int rank = value.rank();
    String mode = call.attributes.text("mode", "constant");
    int[] given = call.integers("pads", 11, 1);
    double fill = call.opset() < 11 ? call.attributes.real("value", 0) : 0;
    if (call.opset() >= 11 && call.hasInput(2)) {
      fill = call.scalar(2);
    }
    int[] axes = call.opset() >= 18 && call.hasInput(3) ? call.integers(3) : Shapes.identity(rank);
    if (given == null || given.length != 2 * axes.length) {
      throw call.refuse("pads must hold two numbers for each of " + axes.length + " axes");
    }
    call.marked(axes, rank);
    int[] pads = new int[2 * rank];
    for (int k = 0; k < axes.length; k++) {
      pads[call.axis(axes[k], rank)] = given[k];
      pads[rank + call.axis(axes[k], rank)] = given[axes.length + k];
    }
    return padded(call, value, pads, mode, fill);
  }

  private static Value padded(Call call, Value value, int[] pads, String mode, double fill) {
    int rank = value.rank();
    int[] shape = new int[rank];
    int[][] sources = new int[rank][];
    for (int d = 0; d < rank; d++) {
      int extent = value.shape()[d];
      shape[d] = Math.addExact(Math.addExact(extent, pads[d]), pads[rank + d]);
      call.graph.claim(shape[d]);
      sources[d] = new int[shape[d]];
      for (int i = 0; i < shape[d]; i++) {
        sources[d][i] = source(call, i - pads[d], extent, mode);
      }
    }
    call.graph.claim(shape);
    int[] index = MovementLowering.gridIndex(value.shape(), shape, sources);
    if (value instanceof Value.Constant constant) {
      return constant.pick(index, fill, shape);
    }
    double[] bias = new double[index.length];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = index[i] < 0 ? fill : 0;
    }
    return call.graph.affine(
        (Value.Variable) value,
        new SelectionMap(value.count(), index),
        new Value.Constant(shape, bias, null, false),
        shape);
  }

  /** The position on an axis that a padded position repeats, or −1. */
  private static int source(Call call, int at, int extent, String mode) {
    if (at >= 0 && at < extent) {
      return at;
    }
    return switch (mode) {
      case "constant" -> -1;
      case "edge" -> {
        if (extent == 0) {
          throw call.refuse("the edge of an empty axis");
        }
        yield at < 0 ? 0 : extent - 1;
      }
      case "reflect" -> {
        int reflected = at < 0 ? -at : 2 * (extent - 1) - at;
        if (reflected < 0 || reflected >= extent) {
          throw call.refuse("pads as wide as the axis of " + extent + " that they reflect");
        }
        yield reflected;
      }
      default -> throw call.refuse("mode " + mode + "; supported are constant, edge and reflect");
    };
  }
}
