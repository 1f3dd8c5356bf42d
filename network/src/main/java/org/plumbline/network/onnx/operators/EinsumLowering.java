package org.plumbline.network.onnx.operators;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;
import org.plumbline.network.onnx.operators.ReductionLowering.Axes;

/**
 * Einsum: {@code y[o] = Σ Π operands}, over all axes that the result does not name. Operands are
 * joined from the left, two at a time. Axes that only one of both has and nothing later reads are
 * summed up first; then the axes of the left one are ordered as (shared and kept, own, shared and
 * summed), those of the right one as (shared and kept, shared and summed, own), and the sum is a
 * stack of matrix products.
 */
final class EinsumLowering {
  private final Call call;
  private final EinsumEquation equation;
  private final Map<Integer, Integer> extents;

  private EinsumLowering(Call call) {
    this.call = call;
    this.equation = EinsumEquation.of(call);
    this.extents = equation.extents();
  }

  /** A tensor with the names of its axes. */
  private record Named(Value value, List<Integer> names) {}

  static Value einsum(Call call) {
    return new EinsumLowering(call).lower();
  }

  private Value lower() {
    int operands = equation.operands().size();
    if (operands > 2) {
      call.graph.unknownInFloat32("joins " + operands + " operands, in an order that is left open");
    }
    Named result = distinct(0);
    for (int k = 1; k < operands; k++) {
      Set<Integer> needed = new LinkedHashSet<>(equation.output());
      equation.operands().subList(k + 1, operands).forEach(needed::addAll);
      result = joined(result, distinct(k), needed);
    }
    result = summed(result, equation.output());
    return arranged(result, equation.output(), sizes(equation.output()));
  }

  private int[] sizes(List<Integer> names) {
    return names.stream().mapToInt(extents::get).toArray();
  }

  /** An operand in which every axis has another name, and its full extent: diagonals are taken. */
  private Named distinct(int operand) {
    Value value = call.input(operand);
    List<Integer> all = equation.operands().get(operand);
    List<Integer> names = new ArrayList<>(new LinkedHashSet<>(all));
    int[] strides = Shapes.strides(value.shape());
    int[] steps = new int[names.size()];
    for (int d = 0; d < all.size(); d++) {
      boolean isRepeated = value.shape()[d] != extents.get(all.get(d));
      steps[names.indexOf(all.get(d))] += isRepeated ? 0 : strides[d];
    }
    int[] shape = sizes(names);
    call.graph.claim(shape);
    return new Named(call.graph.pick(value, Shapes.walk(0, steps, shape), shape), names);
  }

  /** Sums up the axes that nothing reads. */
  private Named summed(Named some, List<Integer> needed) {
    boolean[] isSummed = new boolean[some.names.size()];
    List<Integer> rest = new ArrayList<>();
    for (int d = 0; d < isSummed.length; d++) {
      isSummed[d] = !needed.contains(some.names.get(d));
      if (!isSummed[d]) {
        rest.add(some.names.get(d));
      }
    }
    if (rest.size() == isSummed.length) {
      return some;
    }
    if (equation.operands().size() > 1) {
      call.graph.unknownInFloat32("sums up one operand, before or after it is multiplied");
    }
    Axes axes = Axes.of(call, some.value, isSummed, false);
    return new Named(ReductionLowering.sum(call, axes, some.value), rest);
  }

  private Named joined(Named left, Named right, Set<Integer> needed) {
    Named a = summed(left, with(right.names, needed));
    Named b = summed(right, with(left.names, needed));
    List<Integer> kept = new ArrayList<>();
    List<Integer> own = new ArrayList<>();
    List<Integer> summed = new ArrayList<>();
    for (int name : a.names) {
      (!b.names.contains(name) ? own : needed.contains(name) ? kept : summed).add(name);
    }
    List<Integer> others = new ArrayList<>(b.names);
    others.removeAll(a.names);
    int stack = Shapes.count(sizes(kept));
    int rows = Shapes.count(sizes(own));
    int inner = Shapes.count(sizes(summed));
    int columns = Shapes.count(sizes(others));
    Value product =
        MatrixLowering.multiply(
            call,
            arranged(a, together(kept, own, summed), matrices(kept, stack, rows, inner)),
            arranged(b, together(kept, summed, others), matrices(kept, stack, inner, columns)));
    List<Integer> names = together(kept, own, others);
    return new Named(ReshapeLowering.reshaped(product, sizes(names)), names);
  }

  private static List<Integer> with(List<Integer> names, Set<Integer> more) {
    return together(names, new ArrayList<>(more), List.of());
  }

  private static List<Integer> together(
      List<Integer> first, List<Integer> second, List<Integer> third) {
    List<Integer> all = new ArrayList<>(first);
    all.addAll(second);
    all.addAll(third);
    return all;
  }

  /** A stack of matrices, or one where no axis is shared and kept. */
  private static int[] matrices(List<Integer> kept, int stack, int rows, int columns) {
    return kept.isEmpty() ? new int[] {rows, columns} : new int[] {stack, rows, columns};
  }

  /** The axes in another order, and a shape of as many elements. */
  private Value arranged(Named some, List<Integer> order, int[] shape) {
    int[] strides = Shapes.strides(sizes(some.names));
    int[] steps = order.stream().mapToInt(name -> strides[some.names.indexOf(name)]).toArray();
    call.graph.claim(shape);
    return call.graph.pick(some.value, Shapes.walk(0, steps, sizes(order)), shape);
  }
}
