package org.plumbline.network.linear;

/**
 * A dense matrix, row-major: {@code weights[output · inputSize + input]}.
 *
 * @param weights {@code [outputSize × inputSize]}, owned by the map
 */
public record DenseMap(int outputSize, int inputSize, double[] weights, double coefficientError)
    implements LinearMap {
  public DenseMap {
    if ((long) outputSize * inputSize != weights.length) {
      throw new IllegalArgumentException(
          weights.length + " weights for a matrix of " + outputSize + " x " + inputSize);
    }
  }

  public DenseMap(int outputSize, int inputSize, double[] weights) {
    this(outputSize, inputSize, weights, 0);
  }

  @Override
  public int summands() {
    return Math.max(inputSize, outputSize);
  }

  @Override
  public int summandsOfOutputs() {
    return inputSize;
  }

  @Override
  public void apply(Gemm gemm, int rows, double[] x, int xOffset, double[] y, int yOffset) {
    gemm.pin(weights);
    gemm.accumulate(
        Matrix.of(x, xOffset, rows, inputSize),
        Matrix.of(weights, 0, outputSize, inputSize).transposed(),
        Matrix.of(y, yOffset, rows, outputSize));
  }

  @Override
  public void applyTransposed(
      Gemm gemm, int rows, double[] y, int yOffset, double[] x, int xOffset) {
    gemm.pin(weights);
    gemm.accumulate(
        Matrix.of(y, yOffset, rows, outputSize),
        Matrix.of(weights, 0, outputSize, inputSize),
        Matrix.of(x, xOffset, rows, inputSize));
  }

  @Override
  public void applyAbsolute(double[] x, double[] y) {
    for (int o = 0; o < outputSize; o++) {
      double sum = 0;
      for (int i = 0; i < inputSize; i++) {
        sum += Math.abs(weights[o * inputSize + i]) * x[i];
      }
      y[o] += sum;
    }
  }

  @Override
  public LinearMap absolute() {
    return new DenseMap(outputSize, inputSize, AbsoluteEntries.of(weights), 0);
  }

  @Override
  public void visitRow(int output, EntryVisitor visitor) {
    for (int i = 0; i < inputSize; i++) {
      double weight = weights[output * inputSize + i];
      if (weight != 0) {
        visitor.entry(i, weight);
      }
    }
  }

  @Override
  public long parameters() {
    return weights.length;
  }
}
