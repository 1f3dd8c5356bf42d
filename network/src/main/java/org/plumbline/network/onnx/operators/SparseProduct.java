package org.plumbline.network.onnx.operators;

import org.plumbline.network.linear.SparseMap;
import org.plumbline.network.onnx.lowering.Call;

/** Products of stacks of matrices of which one is constant, written out entry by entry. */
final class SparseProduct {
  private SparseProduct() {}

  /** The map from the left factor to the product with constant right factors. */
  static SparseMap right(Call call, MatrixProduct p, double[] w, double error) {
    return map(call, p, w, error, true);
  }

  /** The map from the right factor to the product with constant left factors. */
  static SparseMap left(Call call, MatrixProduct p, double[] w, double error) {
    return map(call, p, w, error, false);
  }

  private static SparseMap map(
      Call call, MatrixProduct p, double[] w, double error, boolean isRightConstant) {
    int entries = call.graph.claim(p.stack(), p.rows(), p.columns(), p.inner());
    int[] starts = new int[p.stack() * p.rows() * p.columns() + 1];
    int[] columns = new int[entries];
    double[] values = new double[entries];
    int next = 0;
    for (int o = 0; o + 1 < starts.length; o++) {
      int s = o / (p.rows() * p.columns());
      int i = o / p.columns() % p.rows();
      int j = o % p.columns();
      for (int l = 0; l < p.inner(); l++) {
        int left = p.leftElement(s, i, l);
        int right = p.rightElement(s, l, j);
        columns[next] = isRightConstant ? left : right;
        values[next++] = isRightConstant ? w[right] : w[left];
      }
      starts[o + 1] = next;
    }
    int inputs =
        isRightConstant
            ? count(p.left()) * p.rows() * p.inner()
            : count(p.right()) * p.inner() * p.columns();
    return new SparseMap(inputs, starts, columns, values, error);
  }

  /** How many different matrices there are: the numbers are all in use. */
  private static int count(int[] matrices) {
    int count = 0;
    for (int matrix : matrices) {
      count = Math.max(count, matrix + 1);
    }
    return count;
  }
}
