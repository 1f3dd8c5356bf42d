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

  public static Value lower(Call call, Value.Variable x, int row, int inner) {
    int n = x.count();
    MaskedSoftmax masked = MaskedSoftmax.of(call, x, new SoftmaxRows(x.layer(), row, inner));
    if (masked != null) {
      return masked.lower();
    }
    int pairs = call.graph.claim(n, row);
    call.graph.claim(2, pairs);
    Value.Variable exponents =
        call.graph.activation(
            call.graph.affine(
                x,
                new SoftmaxRows(x.layer(), row, inner).differences(n, Shapes.identity(n)),
                n,
                row),
            Activation.of(Activation.Kind.EXP));
    Value.Variable sums = call.graph.affine(exponents, sums(n, row), x.shape());
    Value.Variable y =
        call.graph.definedActivation(sums, Activation.of(Activation.Kind.RECIPROCAL));
    call.graph.note(y.layer(), new SoftmaxRows(x.layer(), row, inner));
    return y;
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
