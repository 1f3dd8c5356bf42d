package org.plumbline.network.onnx.operators;

import java.util.Arrays;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.onnx.file.ElementType;
import org.plumbline.network.onnx.file.Shapes;
import org.plumbline.network.onnx.lowering.Call;
import org.plumbline.network.onnx.lowering.Value;

/**
 * The k greatest or least elements of rows, in order, by a {@link SortingNetwork} of maxima and
 * minima; and their places: the rank of element i is {@code Σ_{j > i} [xⱼ > xᵢ] + Σ_{j < i} (1 −
 * [xᵢ > xⱼ])}, of equal elements the first one coming first, and the place of rank r is {@code Σᵢ i
 * · [rankᵢ = r]}. Exact.
 */
final class TopKLowering {
  private final Call call;
  private final int rows;
  private final int n;
  private final int k;
  private final int inner;
  private final int[] shape;

  private TopKLowering(Call call, int[] from, int axis, int k) {
    this.call = call;
    this.n = from[axis];
    this.k = k;
    this.inner = Shapes.count(from, axis + 1, from.length);
    this.rows = n == 0 ? 0 : Shapes.count(from) / n;
    this.shape = from.clone();
    this.shape[axis] = k;
    if (k < 1 || k > n || rows == 0) {
      throw call.refuse("the first " + k + " of an axis of " + n);
    }
  }

  static Value[] topK(Call call) {
    Value.Variable x = call.variable(0);
    int axis = call.axis(call.attributes.integer("axis", -1), x.rank());
    int[] k = call.opset() < 10 ? new int[] {call.attributes.integer("k", 0)} : call.integers(1);
    boolean isLargest = call.opset() < 11 || call.attributes.flag("largest", true);
    boolean isSorted = call.opset() < 11 || call.attributes.flag("sorted", true);
    if (k.length != 1 || !isSorted && k[0] != 1) {
      throw call.refuse(
          "attribute sorted is 0, which leaves the order of results open; set it to 1");
    }
    TopKLowering top = new TopKLowering(call, x.shape(), axis, k[0]);
    int[] index = ArgMaxLowering.rows(x.shape(), axis);
    Value.Variable flat = (Value.Variable) call.graph.pick(x, index, index.length);
    Value.Variable signed = isLargest ? flat : ArithmeticLowering.negated(call, flat);
    Value[] results = new Value[2];
    if (call.graph.isDemanded(call.node.outputs().get(0))) {
      Value.Variable values = top.values(signed);
      results[0] = isLargest ? values : ArithmeticLowering.negated(call, values);
    }
    boolean hasPlaces = call.node.outputs().size() > 1;
    if (hasPlaces && call.graph.isDemanded(call.node.outputs().get(1))) {
      results[1] = top.places(signed).as(ElementType.INT64);
    }
    return results;
  }

  /** From row by row to the order of the result. */
  private Value.Variable placed(Value.Variable byRow, int perRow) {
    int[] index = new int[call.graph.claim(shape)];
    for (int i = 0; i < index.length; i++) {
      int row = i / inner / k * inner + i % inner;
      index[i] = row * perRow + i / inner % k;
    }
    return (Value.Variable) call.graph.pick(byRow, index, shape);
  }

  private Value.Variable values(Value.Variable x) {
    if (k == 1) {
      int[] starts = new int[rows + 1];
      Arrays.setAll(starts, row -> row * n);
      int[] members = Shapes.identity(rows * n);
      return placed(call.graph.add(new MaximumLayer(x.layer(), starts, members), rows), 1);
    }
    int rounds = Integer.SIZE - Integer.numberOfLeadingZeros(n - 1);
    call.graph.claim(rounds * (rounds + 1) / 2, n);
    Value.Variable wires = x;
    for (int[] stage : SortingNetwork.first(k, n)) {
      wires = stage(wires, stage);
    }
    return placed(wires, n);
  }

  /**
   * The greater of each pair to its first wire, {@code min(a, b) = −max(−a, −b)} to the second.
   *
   * @param partner of each wire: later than the wire, before it, or the wire itself
   */
  private Value.Variable stage(Value.Variable wires, int[] partner) {
    int count = rows * n;
    call.graph.claim(8, count);
    int[] columns = new int[2 * count];
    double[] signs = new double[2 * count];
    int[] starts = new int[count + 1];
    int[] members = new int[2 * count];
    double[] signOfResult = new double[count];
    int next = 0;
    for (int w = 0; w < count; w++) {
      int other = w - w % n + partner[w % n];
      boolean isLess = other < w;
      columns[w] = w;
      columns[count + w] = w;
      signs[w] = 1;
      signs[count + w] = -1;
      signOfResult[w] = isLess ? -1 : 1;
      int first = isLess ? count : 0;
      members[next++] = first + Math.min(w, other);
      if (other != w) {
        members[next++] = first + Math.max(w, other);
      }
      starts[w + 1] = next;
    }
    SparseMap both = new SparseMap(count, Shapes.identity(2 * count + 1), columns, signs, 0);
    Value.Variable doubled = call.graph.affine(wires, both, 2 * count);
    Value.Variable extremes =
        call.graph.add(
            new MaximumLayer(doubled.layer(), starts, Arrays.copyOf(members, next)), count);
    return call.graph.affine(extremes, new DiagonalMap(signOfResult, 0), count);
  }

  private Value.Variable places(Value.Variable x) {
    call.graph.claim(rows, n, n + k, 4);
    Value.Variable ranks = ranks(ComparisonLowering.isPositive(call, differences(x)));
    Value.Variable hits = hits(ranks);
    int[] starts = new int[rows * k + 1];
    double[] places = new double[rows * k * n];
    for (int i = 0; i < places.length; i++) {
      places[i] = i % n;
    }
    Arrays.setAll(starts, place -> place * n);
    SparseMap sums =
        new SparseMap(places.length, starts, Shapes.identity(places.length), places, 0);
    return placed(call.graph.affine(hits, sums, rows * k), k);
  }

  /** {@code xⱼ − xᵢ} for i < j of every row. */
  private Value.Variable differences(Value.Variable x) {
    int pairs = rows * (n * (n - 1) / 2);
    int[] columns = new int[2 * pairs];
    double[] signs = new double[2 * pairs];
    int[] starts = new int[pairs + 1];
    int next = 0;
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          columns[next] = row * n + i;
          signs[next++] = -1;
          columns[next] = row * n + j;
          signs[next++] = 1;
          starts[next / 2] = next;
        }
      }
    }
    return call.graph.affine(x, new SparseMap(rows * n, starts, columns, signs, 0), pairs);
  }

  /** {@code i − Σ_{j < i} [xᵢ > xⱼ] + Σ_{j > i} [xⱼ > xᵢ]}. */
  private Value.Variable ranks(Value.Variable isAbove) {
    int perRow = n * (n - 1) / 2;
    int[] starts = new int[rows * n + 1];
    int[] columns = new int[rows * n * (n - 1)];
    double[] signs = new double[columns.length];
    double[] bias = new double[rows * n];
    int next = 0;
    for (int i = 0; i < rows * n; i++) {
      bias[i] = i % n;
      for (int j = 0; j < n; j++) {
        if (j != i % n) {
          columns[next] = i / n * perRow + pair(Math.min(j, i % n), Math.max(j, i % n));
          signs[next++] = j < i % n ? -1 : 1;
        }
      }
      starts[i + 1] = next;
    }
    SparseMap map = new SparseMap(isAbove.count(), starts, columns, signs, 0);
    return call.graph.affine(isAbove, map, Value.Reals.exact(new int[] {rows * n}, bias), rows * n);
  }

  /** The number of the pair i < j of a row. */
  private int pair(int i, int j) {
    return i * (2 * n - i - 1) / 2 + j - i - 1;
  }

  /** {@code [rankᵢ = r] = relu(1 − |rankᵢ − r|)} for every row, r and i. */
  private Value.Variable hits(Value.Variable ranks) {
    int count = rows * k * n;
    int[] index = new int[count];
    double[] bias = new double[count];
    for (int h = 0; h < count; h++) {
      index[h] = h / n / k * n + h % n;
      bias[h] = -(h / n % k);
    }
    Value.Variable wide = (Value.Variable) call.graph.pick(ranks, index, count);
    Value.Reals shift = Value.Reals.exact(new int[] {count}, bias);
    Value.Variable distance = (Value.Variable) ArithmeticLowering.sum(call, wide, shift, 1);
    Value.Variable size = ActivationLowering.absolute(call, distance);
    return call.graph.activation(ComparisonLowering.oneMinus(call, size), Activation.RELU);
  }
}
