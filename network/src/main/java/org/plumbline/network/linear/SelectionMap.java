package org.plumbline.network.linear;

/**
 * Output o is input {@code index[o]}, or zero where the index is negative: reshape, transpose,
 * slice, gather, padding, repetition. Exact.
 */
public record SelectionMap(int inputSize, int[] index) implements LinearMap {
  @Override
  public int outputSize() {
    return index.length;
  }

  @Override
  public double coefficientError() {
    return 0;
  }

  @Override
  public int summands() {
    int most = 1;
    int[] uses = new int[inputSize];
    for (int input : index) {
      if (input >= 0) {
        most = Math.max(most, ++uses[input]);
      }
    }
    return most;
  }

  @Override
  public int summandsOfOutputs() {
    return 1;
  }

  public boolean isIdentity() {
    if (index.length != inputSize) {
      return false;
    }
    for (int o = 0; o < index.length; o++) {
      if (index[o] != o) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void apply(Gemm gemm, int rows, double[] x, int xOffset, double[] y, int yOffset) {
    for (int r = 0; r < rows; r++) {
      int from = xOffset + r * inputSize;
      int to = yOffset + r * index.length;
      for (int o = 0; o < index.length; o++) {
        if (index[o] >= 0) {
          y[to + o] += x[from + index[o]];
        }
      }
    }
  }

  @Override
  public void applyTransposed(
      Gemm gemm, int rows, double[] y, int yOffset, double[] x, int xOffset) {
    for (int r = 0; r < rows; r++) {
      int from = yOffset + r * index.length;
      int to = xOffset + r * inputSize;
      for (int o = 0; o < index.length; o++) {
        if (index[o] >= 0) {
          x[to + index[o]] += y[from + o];
        }
      }
    }
  }

  @Override
  public void applyAbsolute(double[] x, double[] y) {
    for (int o = 0; o < index.length; o++) {
      if (index[o] >= 0) {
        y[o] += x[index[o]];
      }
    }
  }

  @Override
  public LinearMap absolute() {
    return this;
  }

  @Override
  public void visitRow(int output, EntryVisitor visitor) {
    if (index[output] >= 0) {
      visitor.entry(index[output], 1);
    }
  }

  @Override
  public long parameters() {
    return 0;
  }
}
