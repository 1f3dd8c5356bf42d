package org.plumbline.network.onnx.operators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/** Operators that put tensors side by side; on constants they are folded. */
final class JoinLowering {
  private JoinLowering() {}

  static Value concat(Call call) {
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < Math.max(1, call.inputs()); i++) {
      parts.add(call.input(i));
    }
    return joined(call, parts);
  }

  /** Tensors one behind the other, along the attribute's axis. */
  static Value joined(Call call, List<Value> parts) {
    if (!call.attributes.has("axis")) {
      throw call.refuse("attribute axis is missing");
    }
    int axis = call.attributes.integer("axis", 0);
    return joined(call, parts, call.axis(axis, parts.get(0).rank()));
  }

  /** Tensors one behind the other, along an axis. */
  static Value joined(Call call, List<Value> parts, int axis) {
    int[] first = parts.get(0).shape();
    int rank = first.length;
    int[] shape = first.clone();
    shape[axis] = 0;
    for (Value part : parts) {
      for (int d = 0; d < Math.max(rank, part.rank()); d++) {
        if (part.rank() != rank || d != axis && part.shape()[d] != shape[d]) {
          throw call.refuse("shapes " + Shapes.text(first) + " and " + Shapes.text(part.shape()));
        }
      }
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
    if (parts.stream().allMatch(part -> part instanceof Value.Integers)) {
      return overlaid(parts, indices, shape);
    }
    List<AffineLayer.Term> terms = new ArrayList<>();
    double[] bias = new double[Shapes.count(shape)];
    double[] errors = new double[bias.length];
    double[] deviations = new double[bias.length];
    for (int p = 0; p < parts.size(); p++) {
      int[] index = indices.get(p);
      if (parts.get(p) instanceof Value.Variable variable) {
        terms.add(
            new AffineLayer.Term(variable.layer(), new SelectionMap(variable.count(), index)));
        continue;
      }
      Value.Reals constant = ((Value.Constant) parts.get(p)).asReals(call::refuse);
      for (int i = 0; i < index.length; i++) {
        if (index[i] >= 0) {
          bias[i] = constant.values()[index[i]];
          errors[i] = constant.error(index[i]);
          deviations[i] = constant.deviation(index[i]);
        }
      }
    }
    ElementType type = parts.get(0).type();
    Value.Reals constant = new Value.Reals(shape, type, bias, errors, deviations);
    return terms.isEmpty() ? constant : call.graph.maskedSum(terms, constant, shape);
  }

  private static Value.Integers overlaid(List<Value> parts, List<int[]> indices, int[] shape) {
    long[] values = new long[Shapes.count(shape)];
    for (int p = 0; p < parts.size(); p++) {
      int[] index = indices.get(p);
      for (int i = 0; i < index.length; i++) {
        if (index[i] >= 0) {
          values[i] = ((Value.Integers) parts.get(p)).values()[index[i]];
        }
      }
    }
    return new Value.Integers(shape, parts.get(0).type(), values);
  }

  static Value pad(Call call) {
    Value value = call.input(0);
    int rank = value.rank();
    String mode = call.attributes.text("mode", "constant");
    int[] given = call.integers("pads", 11, 1);
    Value.Constant fill = fill(call, value.type());
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

  private static Value.Constant fill(Call call, ElementType type) {
    if (call.opset() >= 11 && call.hasInput(2)) {
      Value.Constant fill = call.constant(2);
      if (fill.count() != 1 || fill.type() != type) {
        throw call.refuse("a fill of " + fill.count() + " numbers of type " + fill.type());
      }
      return fill.reshaped();
    } else if (type.isInteger()) {
      return new Value.Integers(new int[0], type, new long[1]);
    }
    double value = call.opset() < 11 ? call.attributes.real("value", 0) : 0;
    return new Value.Reals(new int[0], type, new double[] {value}, null, null);
  }

  private static Value padded(
      Call call, Value value, int[] pads, String mode, Value.Constant fill) {
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
    int[] filled = new int[index.length];
    for (int i = 0; i < index.length; i++) {
      filled[i] = index[i] < 0 ? 0 : -1;
    }
    return overlay(call, List.of(value, fill), List.of(index, filled), shape);
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
