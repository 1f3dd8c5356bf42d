package org.plumbline.network.linear;

/**
 * One map applied to {@code count} consecutive parts of a vector: a matrix product with several
 * rows on the variable side.
 */
public record RepeatedMap(int count, LinearMap map) implements LinearMap {
  @Override
  public int inputSize() {
    return Math.multiplyExact(count, map.inputSize());
  }

  @Override
  public int outputSize() {
    return Math.multiplyExact(count, map.outputSize());
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
    map.apply(gemm, rows * count, x, xOffset, y, yOffset);
  }

  @Override
  public void applyTransposed(
      Gemm gemm, int rows, double[] y, int yOffset, double[] x, int xOffset) {
    map.applyTransposed(gemm, rows * count, y, yOffset, x, xOffset);
  }

  @Override
  public void applyAbsolute(double[] x, double[] y) {
    LinearMap absolute = map.absolute();
    absolute.apply(new JavaGemm(), count, x, 0, y, 0);
  }

  @Override
  public LinearMap absolute() {
    return new RepeatedMap(count, map.absolute());
  }

  @Override
  public void visitRow(int output, EntryVisitor visitor) {
    int shift = output / map.outputSize() * map.inputSize();
    map.visitRow(output % map.outputSize(), (input, value) -> visitor.entry(shift + input, value));
  }

  @Override
  public long parameters() {
    return map.parameters();
  }

  @Override
  public long products() {
    return count * map.products();
  }
}
