package org.plumbline.network.onnx.lowering;

import java.util.Arrays;
import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.onnx.file.Shapes;

/**
 * Softmax over rows whose elements lie {@code inner} apart. The sums that it divides by are at
 * least {@code exp 0 = 1}.
 *
 * @param source the layer it reads
 */
public record SoftmaxRows(int source, int row, int inner) {

  /** The number of an element's row. */
  int rowOf(int element) {
    return element / (row * inner) * inner + element % inner;
  }

  public static Value lower(Call call, Value.Variable x, SoftmaxRows rows) {
    MaskedSoftmax masked = MaskedSoftmax.of(call, x, rows);
    if (masked != null) {
      return masked.lower();
    }
    Value.Variable sums = sums(call, x, rows);
    Value.Variable y =
        call.graph.definedActivation(sums, Activation.of(Activation.Kind.RECIPROCAL));
    call.graph.note(y.layer(), rows);
    return y;
  }

  /** {@code Σⱼ exp(xⱼ − xᵢ)}, j in the row of i, for every element i. */
  public static Value.Variable sums(Call call, Value.Variable x, SoftmaxRows rows) {
    int n = x.count();
    int pairs = call.graph.claim(n, rows.row);
    call.graph.claim(2, pairs);
    Value.Variable exponents =
        call.graph.activation(
            call.graph.affine(x, rows.differences(n, Shapes.identity(n)), n, rows.row),
            Activation.of(Activation.Kind.EXP));
    return call.graph.affine(exponents, sums(n, rows.row), x.shape());
  }

  /** Where an element stands in its row. */
  int positionOf(int element) {
    return element / inner % row;
  }

  /** Output p · row + j is {@code xⱼ − xᵢ}, i = of[p], j in the row of i; zero for j = i. */
  SparseMap differences(int n, int[] of) {
    int[] starts = new int[of.length * row + 1];
    int[] columns = new int[2 * of.length * (row - 1)];
    double[] values = new double[columns.length];
    int next = 0;
    for (int p = 0; p < of.length; p++) {
      int i = of[p];
      int first = i - positionOf(i) * inner;
      for (int j = 0; j < row; j++) {
        int other = first + j * inner;
        if (other != i) {
          columns[next] = Math.min(i, other);
          values[next++] = i < other ? -1 : 1;
          columns[next] = Math.max(i, other);
          values[next++] = i < other ? 1 : -1;
        }
        starts[p * row + j + 1] = next;
      }
    }
    return new SparseMap(n, starts, columns, values, 0);
  }

  private static SparseMap sums(int n, int row) {
    int[] starts = new int[n + 1];
    for (int i = 0; i <= n; i++) {
      starts[i] = i * row;
    }
    double[] ones = new double[n * row];
    Arrays.fill(ones, 1);
    return new SparseMap(n * row, starts, Shapes.identity(n * row), ones, 0);
  }
}
