package org.plumbline.network.onnx.operators;

import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Ranking;
import org.plumbline.network.onnx.lowering.Value;

/**
 * The place of the greatest element on an axis: {@code Σₖ [max(xₖ₊₁ … xₙ) > max(x₁ … xₖ)]}, since
 * the first greatest element comes after place k just if the rest exceeds the start. Exact, and in
 * n² members per row.
 */
final class ArgMaxLowering {
  private ArgMaxLowering() {}

  static Value argMax(Call call) {
    return lower(call, call.variable(0));
  }

  static Value argMin(Call call) {
    return lower(call, ArithmeticLowering.negated(call, call.variable(0)));
  }

  private static Value lower(Call call, Value.Variable x) {
    int axis = call.axis(call.attributes.integer("axis", 0), x.rank());
    boolean keeps = call.attributes.flag("keepdims", true);
    boolean isLast = call.opset() >= 12 && call.attributes.flag("select_last_index", false);
    int n = x.shape()[axis];
    int[] shape = shape(x.shape(), axis, keeps);
    int rows = call.graph.claim(shape);
    if (n < 2 || rows == 0) {
      throw call.refuse("an axis of " + n + " of shape " + Shapes.text(x.shape()));
    }
    Ranking ranking = Ranking.of(call.graph, x.layer(), rows(x.shape(), axis), n);
    Value.Variable lead = lead(call, ranking, isLast ? -1 : 1);
    Value.Variable steps = ComparisonLowering.isPositive(call, lead);
    SparseMap sums = ReductionLowering.sums(rows * (n - 1), n - 1, 1, 0);
    if (!isLast) {
      return call.graph.affine(steps, sums, shape).as(ElementType.INT64);
    }
    Value.Variable missing = call.graph.affine(steps, sums, shape);
    Value.Reals most = Value.Reals.scalar(n - 1);
    return ((Value.Variable) ArithmeticLowering.sum(call, most, missing, -1)).as(ElementType.INT64);
  }

  /**
   * 1 at the first greatest element of each row, else 0; before operator set 13 of all axes from
   * one on.
   */
  static Value hardmax(Call call) {
    Value.Variable x = call.variable(0);
    boolean isFlattened = call.opset() < 13;
    int axis = call.axis(call.attributes.integer("axis", isFlattened ? 1 : -1), x.rank());
    int[] whole = x.shape();
    int[] shape =
        isFlattened
            ? new int[] {Shapes.count(whole, 0, axis), Shapes.count(whole, axis, whole.length)}
            : whole;
    int along = isFlattened ? 1 : axis;
    int n = shape[along];
    if (x.isInteger() || n < 2 || x.count() == 0) {
      throw call.refuse("an axis of " + n + " of shape " + Shapes.text(whole));
    }
    int[] rows = rows(shape, along);
    Ranking ranking = Ranking.of(call.graph, x.layer(), rows, n);
    Value.Variable steps = ComparisonLowering.isPositive(call, lead(call, ranking, 1));
    int count = call.graph.claim(whole);
    Value.Variable places =
        call.graph.affine(
            steps, ReductionLowering.sums(count / n * (n - 1), n - 1, 1, 0), count / n);
    int[] row = new int[count];
    long[] place = new long[count];
    for (int i = 0; i < count; i++) {
      row[rows[i]] = i / n;
      place[rows[i]] = i % n;
    }
    Value.Variable wide =
        ((Value.Variable) call.graph.pick(places, row, whole)).as(ElementType.INT64);
    return ComparisonLowering.hits(call, wide, place).as(x.type());
  }

  private static int[] shape(int[] from, int axis, boolean keeps) {
    int[] shape = new int[keeps ? from.length : from.length - 1];
    for (int d = 0, next = 0; d < from.length; d++) {
      if (d != axis || keeps) {
        shape[next++] = d == axis ? 1 : from[d];
      }
    }
    return shape;
  }

  /** The elements row by row, each row the elements along the axis. */
  static int[] rows(int[] shape, int axis) {
    int inner = Shapes.count(shape, axis + 1, shape.length);
    int n = shape[axis];
    int[] index = new int[Shapes.count(shape)];
    for (int i = 0; i < index.length; i++) {
      int row = i / n;
      index[i] = (row / inner * n + i % n) * inner + row % inner;
    }
    return index;
  }

  /** Rest minus start for every row and place but the last, times a sign. */
  private static Value.Variable lead(Call call, Ranking ranking, int sign) {
    int size = call.graph.layer(ranking.layer()).size();
    if (ranking.perRow() == 2) {
      Value.Variable x =
          new Value.Variable(ranking.layer(), new int[] {size}, ElementType.FLOAT, false);
      return differences(call, x, ranking.index(), sign);
    }
    MaximumLayer extremes = extremes(call, ranking);
    Value.Variable both = call.graph.add(extremes, extremes.size());
    return differences(call, both, Shapes.identity(extremes.size()), sign);
  }

  /** The greatest of the start and the greatest of the rest, for every row and place. */
  private static MaximumLayer extremes(Call call, Ranking ranking) {
    int n = ranking.perRow();
    int places = ranking.index().length / n * (n - 1);
    call.graph.claim(places, n + 6);
    int[] starts = new int[2 * places + 1];
    int[] members = new int[places * n];
    for (int p = 0; p < places; p++) {
      int row = p / (n - 1) * n;
      System.arraycopy(ranking.index(), row, members, p * n, n);
      starts[2 * p + 1] = p * n + p % (n - 1) + 1;
      starts[2 * p + 2] = (p + 1) * n;
    }
    return new MaximumLayer(ranking.layer(), starts, members);
  }

  /** Element {@code pairs[2p + 1]} minus element {@code pairs[2p]}, times a sign. */
  private static Value.Variable differences(Call call, Value.Variable x, int[] pairs, int sign) {
    int[] starts = new int[pairs.length / 2 + 1];
    int[] columns = new int[pairs.length];
    double[] values = new double[pairs.length];
    for (int p = 0; p < pairs.length / 2; p++) {
      boolean isSwapped = pairs[2 * p] > pairs[2 * p + 1];
      columns[2 * p] = pairs[isSwapped ? 2 * p + 1 : 2 * p];
      columns[2 * p + 1] = pairs[isSwapped ? 2 * p : 2 * p + 1];
      values[2 * p] = isSwapped ? sign : -sign;
      values[2 * p + 1] = -values[2 * p];
      starts[p + 1] = 2 * p + 2;
    }
    SparseMap map = new SparseMap(x.count(), starts, columns, values, 0);
    return call.graph.affine(x, map, pairs.length / 2);
  }
}
