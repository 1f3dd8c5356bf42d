package org.plumbline.network.linear;

/**
 * Output i is {@code scale[i]} times input i: batch normalisation, multiplication by a constant.
 */
public record DiagonalMap(double[] scale, double coefficientError) implements LinearMap {
  @Override
  public int inputSize() {
    return scale.length;
  }

  @Override
  public int outputSize() {
    return scale.length;
  }

  @Override
  public int summands() {
    return 1;
  }

  @Override
  public void apply(Gemm gemm, int rows, double[] x, int xOffset, double[] y, int yOffset) {
    for (int r = 0; r < rows; r++) {
      int shift = r * scale.length;
      for (int i = 0; i < scale.length; i++) {
        y[yOffset + shift + i] += scale[i] * x[xOffset + shift + i];
      }
    }
  }

  @Override
  public void applyTransposed(
      Gemm gemm, int rows, double[] y, int yOffset, double[] x, int xOffset) {
    apply(gemm, rows, y, yOffset, x, xOffset);
  }

  @Override
  public void applyAbsolute(double[] x, double[] y) {
    for (int i = 0; i < scale.length; i++) {
      y[i] += Math.abs(scale[i]) * x[i];
    }
  }

  @Override
  public LinearMap absolute() {
    return new DiagonalMap(AbsoluteEntries.of(scale), 0);
  }

  @Override
  public void visitRow(int output, EntryVisitor visitor) {
    if (scale[output] != 0) {
      visitor.entry(output, scale[output]);
    }
  }

  @Override
  public long parameters() {
    return scale.length;
  }
}
