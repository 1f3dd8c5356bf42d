package org.plumbline.network.linear;

/**
 * A sparse matrix in compressed rows: row o holds the entries {@code rowStart[o] ≤ e <
 * rowStart[o+1]} with ascending columns.
 */
public record SparseMap(
    int inputSize, int[] rowStart, int[] columns, double[] values, double coefficientError)
    implements LinearMap {
  /** How many times faster an entry of a dense matrix is multiplied than one of a sparse matrix. */
  private static final int DENSE_ADVANTAGE = 25;

  private static final int SMALL = 1024;

  public SparseMap {
    if (rowStart[rowStart.length - 1] != columns.length || columns.length != values.length) {
      throw new IllegalArgumentException("row starts, columns and values do not fit together");
    }
  }

  @Override
  public int outputSize() {
    return rowStart.length - 1;
  }

  @Override
  public int summands() {
    int most = 1;
    int[] perColumn = new int[inputSize];
    for (int column : columns) {
      most = Math.max(most, ++perColumn[column]);
    }
    for (int o = 0; o < outputSize(); o++) {
      most = Math.max(most, rowStart[o + 1] - rowStart[o]);
    }
    return most;
  }

  @Override
  public void apply(Gemm gemm, int rows, double[] x, int xOffset, double[] y, int yOffset) {
    for (int r = 0; r < rows; r++) {
      int from = xOffset + r * inputSize;
      int to = yOffset + r * outputSize();
      for (int o = 0; o < outputSize(); o++) {
        double sum = 0;
        for (int e = rowStart[o]; e < rowStart[o + 1]; e++) {
          sum += values[e] * x[from + columns[e]];
        }
        y[to + o] += sum;
      }
    }
  }

  @Override
  public void applyTransposed(
      Gemm gemm, int rows, double[] y, int yOffset, double[] x, int xOffset) {
    for (int r = 0; r < rows; r++) {
      int from = yOffset + r * outputSize();
      int to = xOffset + r * inputSize;
      for (int o = 0; o < outputSize(); o++) {
        double scale = y[from + o];
        if (scale != 0) {
          for (int e = rowStart[o]; e < rowStart[o + 1]; e++) {
            x[to + columns[e]] += values[e] * scale;
          }
        }
      }
    }
  }

  @Override
  public void applyAbsolute(double[] x, double[] y) {
    for (int o = 0; o < outputSize(); o++) {
      double sum = 0;
      for (int e = rowStart[o]; e < rowStart[o + 1]; e++) {
        sum += Math.abs(values[e]) * x[columns[e]];
      }
      y[o] += sum;
    }
  }

  @Override
  public LinearMap absolute() {
    return new SparseMap(inputSize, rowStart, columns, AbsoluteEntries.of(values), 0);
  }

  @Override
  public void visitRow(int output, EntryVisitor visitor) {
    for (int e = rowStart[output]; e < rowStart[output + 1]; e++) {
      visitor.entry(columns[e], values[e]);
    }
  }

  @Override
  public long parameters() {
    return values.length;
  }

  /** A dense matrix with few entries in compressed rows; any other one unchanged. */
  public static LinearMap orDense(DenseMap dense) {
    int entries = 0;
    for (double weight : dense.weights()) {
      entries += weight == 0 ? 0 : 1;
    }
    if ((long) entries * DENSE_ADVANTAGE > dense.weights().length
        || dense.weights().length < SMALL) {
      return dense;
    }
    int[] starts = new int[dense.outputSize() + 1];
    int[] columns = new int[entries];
    double[] values = new double[entries];
    int next = 0;
    for (int o = 0; o < dense.outputSize(); o++) {
      for (int i = 0; i < dense.inputSize(); i++) {
        double weight = dense.weights()[o * dense.inputSize() + i];
        if (weight != 0) {
          columns[next] = i;
          values[next++] = weight;
        }
      }
      starts[o + 1] = next;
    }
    return new SparseMap(dense.inputSize(), starts, columns, values, dense.coefficientError());
  }
}
