package org.plumbline.network.linear;

/**
 * A matrix M of {@code outputSize × inputSize} that knows how to multiply batches of vectors. All
 * products accumulate, so that the terms of a sum and the branches of a residual graph need no
 * temporary. Batches are row-major: vector r of a batch starts at {@code offset + r · size}.
 *
 * <p>The coefficients are doubles. Where a reader had to compute one (a folded batch normalisation,
 * a mean), {@link #coefficientError} bounds how far the coefficient that the model means may be
 * from the one stored; every proof charges for it.
 */
public interface LinearMap {
  int inputSize();

  int outputSize();

  /** Relative error e ≥ 0: the true coefficients lie in {@code w·(1 ± e)}. Zero: they are exact. */
  double coefficientError();

  /**
   * An upper bound on how many products are summed for any one output of {@link #apply} or any one
   * input of {@link #applyTransposed}: the n of the rounding bound γₙ.
   */
  int summands();

  /** The same bound for {@link #apply} alone. */
  default int summandsOfOutputs() {
    return summands();
  }

  /** {@code y += M x} for {@code rows} vectors. */
  void apply(Gemm gemm, int rows, double[] x, int xOffset, double[] y, int yOffset);

  /** {@code x += Mᵀ y} for {@code rows} vectors: a row of coefficients moves one layer back. */
  void applyTransposed(Gemm gemm, int rows, double[] y, int yOffset, double[] x, int xOffset);

  /** {@code y += |M| x} for one vector, entries of M by absolute value. */
  void applyAbsolute(double[] x, double[] y);

  /**
   * A map whose entries are at least those of M by absolute value, so that {@code |M x| ≤
   * absolute() |x|} entry by entry.
   */
  LinearMap absolute();

  /** Visits the non-zero entries of one row, each column at most once, in ascending order. */
  void visitRow(int output, EntryVisitor visitor);

  /**
   * Visits the non-zero entries of one column, each row at most once, in ascending order. Without
   * an implementation of its own it costs a pass over the whole map.
   */
  default void visitColumn(int input, EntryVisitor visitor) {
    double[] unit = new double[inputSize()];
    unit[input] = 1;
    double[] column = new double[outputSize()];
    apply(new JavaGemm(), 1, unit, 0, column, 0);
    for (int i = 0; i < column.length; i++) {
      if (column[i] != 0) {
        visitor.entry(i, column[i]);
      }
    }
  }

  /** Stored entries, for reports: parameters of the map, not of its expansion. */
  long parameters();

  /** Multiply-adds of one product with a vector, for plans. */
  default long products() {
    return parameters();
  }

  /** Receives one matrix entry: of a row the input that it multiplies, of a column the output. */
  @FunctionalInterface
  interface EntryVisitor {
    void entry(int index, double coefficient);
  }
}
