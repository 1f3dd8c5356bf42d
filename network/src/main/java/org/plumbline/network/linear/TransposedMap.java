package org.plumbline.network.linear;

import java.util.Arrays;

/** The transpose of another map: ConvTranspose is the transpose of a convolution. */
public record TransposedMap(LinearMap map) implements LinearMap {
  @Override
  public int inputSize() {
    return map.outputSize();
  }

  @Override
  public int outputSize() {
    return map.inputSize();
  }

  @Override
  public double coefficientError() {
    return map.coefficientError();
  }

  @Override
  public int summands() {
    return map.summands();
  }

  @Override
  public void apply(Gemm gemm, int rows, double[] x, int xOffset, double[] y, int yOffset) {
    map.applyTransposed(gemm, rows, x, xOffset, y, yOffset);
  }

  @Override
  public void applyTransposed(
      Gemm gemm, int rows, double[] y, int yOffset, double[] x, int xOffset) {
    map.apply(gemm, rows, y, yOffset, x, xOffset);
  }

  @Override
  public void applyAbsolute(double[] x, double[] y) {
    for (int row = 0; row < map.outputSize(); row++) {
      double factor = x[row];
      map.visitRow(row, (column, value) -> y[column] += Math.abs(value) * factor);
    }
  }

  @Override
  public LinearMap absolute() {
    return new TransposedMap(map.absolute());
  }

  @Override
  public void visitRow(int output, EntryVisitor visitor) {
    map.visitColumn(output, visitor);
  }

  @Override
  public void visitColumn(int input, EntryVisitor visitor) {
    map.visitRow(input, visitor);
  }

  @Override
  public long parameters() {
    return map.parameters();
  }

  @Override
  public long products() {
    return map.products();
  }

  @Override
  public String toString() {
    return "TransposedMap" + Arrays.asList(map);
  }
}
