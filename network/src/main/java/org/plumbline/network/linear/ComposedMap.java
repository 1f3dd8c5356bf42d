package org.plumbline.network.linear;

/**
 * The product {@code second · first}, kept as two factors: nothing is rounded and a convolution
 * stays a convolution. The intermediate vectors live only during a call.
 */
public record ComposedMap(LinearMap first, LinearMap second) implements LinearMap {
  public ComposedMap {
    if (first.outputSize() != second.inputSize()) {
      throw new IllegalArgumentException(
          "a map to " + first.outputSize() + " values before one from " + second.inputSize());
    }
  }

  @Override
  public int inputSize() {
    return first.inputSize();
  }

  @Override
  public int outputSize() {
    return second.outputSize();
  }

  /** (1+a)(1+b) − 1, rounded up. */
  @Override
  public double coefficientError() {
    double a = first.coefficientError();
    double b = second.coefficientError();
    return a + b == 0 ? 0 : Math.nextUp(Math.nextUp(a + b) + Math.nextUp(a * b));
  }

  /** The rounding errors of two sums in a row: γₘ and γₙ compose to at most γₘ₊ₙ. */
  @Override
  public int summands() {
    return Math.addExact(first.summands(), second.summands());
  }

  @Override
  public void apply(Gemm gemm, int rows, double[] x, int xOffset, double[] y, int yOffset) {
    double[] middle = new double[rows * first.outputSize()];
    first.apply(gemm, rows, x, xOffset, middle, 0);
    second.apply(gemm, rows, middle, 0, y, yOffset);
  }

  @Override
  public void applyTransposed(
      Gemm gemm, int rows, double[] y, int yOffset, double[] x, int xOffset) {
    double[] middle = new double[rows * first.outputSize()];
    second.applyTransposed(gemm, rows, y, yOffset, middle, 0);
    first.applyTransposed(gemm, rows, middle, 0, x, xOffset);
  }

  /** {@code |second| · |first| x ≥ |second · first| x}: an upper bound is all that proofs need. */
  @Override
  public void applyAbsolute(double[] x, double[] y) {
    double[] middle = new double[first.outputSize()];
    first.applyAbsolute(x, middle);
    second.applyAbsolute(middle, y);
  }

  @Override
  public LinearMap absolute() {
    return new ComposedMap(first.absolute(), second.absolute());
  }

  /**
   * Entries are sums of products and may be rounded here; callers that need exact entries walk the
   * two factors.
   */
  @Override
  public void visitRow(int output, EntryVisitor visitor) {
    double[] row = new double[inputSize()];
    second.visitRow(
        output,
        (middle, outer) -> first.visitRow(middle, (input, inner) -> row[input] += outer * inner));
    for (int i = 0; i < row.length; i++) {
      if (row[i] != 0) {
        visitor.entry(i, row[i]);
      }
    }
  }

  @Override
  public long parameters() {
    return first.parameters() + second.parameters();
  }

  @Override
  public long products() {
    return first.products() + second.products();
  }
}
