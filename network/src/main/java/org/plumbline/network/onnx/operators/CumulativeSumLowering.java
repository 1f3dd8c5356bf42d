package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;
import org.plumbline.network.onnx.operators.ReductionLowering.Axes;

/** The sums of all elements up to each one on an axis: n² / 2 coefficients for a row of n. */
final class CumulativeSumLowering {
  private CumulativeSumLowering() {}

  static Value cumSum(Call call) {
    Value value = call.input(0);
    int[] axis = call.integers(1);
    if (axis.length != 1) {
      throw call.refuse(axis.length + " axes; supported is one");
    }
    boolean isExclusive = call.attributes.flag("exclusive", false);
    boolean isReverse = call.attributes.flag("reverse", false);
    Axes sums = sums(call, value, call.axis(axis[0], value.rank()), isExclusive, isReverse);
    if (value instanceof Value.Constant constant) {
      return ReductionLowering.sums(call, sums, constant);
    }
    double[] ones = new double[sums.members().length];
    Arrays.fill(ones, 1);
    SparseMap map = new SparseMap(value.count(), sums.starts(), sums.members(), ones, 0);
    Value.Variable result = call.graph.affine((Value.Variable) value, map, value.shape());
    return result.as(value.type());
  }

  /**
   * Of the element at position k its row's elements {@code [0, k]} or {@code [k, n)}, or less k.
   */
  private static Axes sums(
      Call call, Value value, int axis, boolean isExclusive, boolean isReverse) {
    int[] shape = value.shape();
    int n = shape[axis];
    int inner = Shapes.count(shape, axis + 1, shape.length);
    int count = call.graph.claim(shape);
    call.graph.claim(count, n);
    int[] starts = new int[count + 1];
    int[] members = new int[Math.toIntExact((long) count * (n + 1) / 2)];
    int next = 0;
    for (int i = 0; i < count; i++) {
      int place = i / inner % n;
      int first = isReverse ? place : 0;
      int last = isReverse ? n - 1 : place;
      for (int k = first; k <= last; k++) {
        if (!isExclusive || k != place) {
          members[next++] = i + (k - place) * inner;
        }
      }
      starts[i + 1] = next;
    }
    return new Axes(starts, Arrays.copyOf(members, next), shape);
  }
}
