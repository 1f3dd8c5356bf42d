package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import java.util.List;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * Elements of a tensor in groups of one size, each of which has moments of its own.
 *
 * @param of the number of each element's group
 */
record ElementGroups(Call call, int[] of, int count) {

  /** Of so many elements that follow one another. */
  static ElementGroups contiguous(Call call, int elements, int size) {
    int[] of = new int[elements];
    Arrays.setAll(of, i -> i / size);
    return of(call, of, elements / Math.max(1, size));
  }

  /** Of the elements along an axis. */
  static ElementGroups along(Call call, int[] shape, int axis) {
    int inner = Shapes.count(shape, axis + 1, shape.length);
    int size = shape[axis];
    int[] of = new int[call.graph.claim(shape)];
    Arrays.setAll(of, i -> i / (size * inner) * inner + i % inner);
    return of(call, of, of.length / Math.max(1, size));
  }

  private static ElementGroups of(Call call, int[] of, int count) {
    if (of.length == 0) {
      throw call.refuse("an empty input");
    }
    call.graph.claim(3, of.length);
    return new ElementGroups(call, of, count);
  }

  int size() {
    return of.length / count;
  }

  /** The sum of each group. */
  Value.Variable sums(Value.Variable x) {
    return call.graph.affine(x, sums(1, 0), count);
  }

  /** The mean of each group. */
  Value.Variable means(Value.Variable x) {
    int size = size();
    double error = (size & (size - 1)) == 0 ? 0 : Rounding.UNIT;
    return ReductionLowering.means(call, x, sums(1.0 / size, error), count);
  }

  private SparseMap sums(double weight, double error) {
    int[] starts = new int[count + 1];
    for (int g = 0; g <= count; g++) {
      starts[g] = g * size();
    }
    int[] next = Arrays.copyOf(starts, count);
    int[] members = new int[of.length];
    for (int i = 0; i < of.length; i++) {
      members[next[of[i]]++] = i;
    }
    double[] weights = new double[of.length];
    Arrays.fill(weights, weight);
    return new SparseMap(of.length, starts, members, weights, error);
  }

  /** x less the value of its group. */
  Value.Variable minus(Value.Variable x, Value.Variable ofGroups) {
    double[] minus = new double[of.length];
    Arrays.fill(minus, -1);
    return call.graph.sum(
        List.of(
            new AffineLayer.Term(
                x.layer(), new SelectionMap(of.length, Shapes.identity(of.length))),
            new AffineLayer.Term(
                ofGroups.layer(),
                new ComposedMap(new SelectionMap(count, of), new DiagonalMap(minus, 0)))),
        Value.Reals.zeros(x.shape()),
        x.shape());
  }

  /** x times the value of its group. */
  Value.Variable times(Value.Variable x, Value.Variable ofGroups) {
    Value.Variable wide = (Value.Variable) call.graph.pick(ofGroups, of, x.shape());
    return ArithmeticLowering.product(call, x, wide, x.shape());
  }
}
