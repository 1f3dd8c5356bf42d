package org.plumbline.soundness.training.layer;

import org.plumbline.openblas.SingleGemm;

/**
 * y = x·M + b, where a row of a batch may be several tokens that share M and have a part of b each.
 */
final class AffineProduct {
  private final int inputs;
  private final int outputs;
  private final int tokens;
  private final float[] matrix;
  private final float[] bias;
  private final SingleGemm gemm = new SingleGemm();
  private final Scratch results;
  private final Scratch byInputs;
  private float[] input;

  /**
   * @param inputs of each token
   * @param matrix {@code [inputs × outputs]}
   * @param bias {@code [tokens × outputs]}
   */
  AffineProduct(int inputs, int outputs, float[] matrix, float[] bias) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.tokens = bias.length / outputs;
    this.matrix = matrix;
    this.bias = bias;
    this.results = new Scratch(bias.length);
    this.byInputs = new Scratch(tokens * inputs);
  }

  float[] forward(int rows, float[] x) {
    input = x;
    float[] y = results.of(rows);
    for (int r = 0; r < rows; r++) {
      System.arraycopy(bias, 0, y, r * bias.length, bias.length);
    }
    gemm.multiply(rows * tokens, inputs, outputs, x, matrix, 1, y);
    return y;
  }

  float[] backward(int rows, float[] byOutput) {
    float[] byInput = byInputs.of(rows);
    gemm.multiplyTransposed(rows * tokens, outputs, inputs, byOutput, matrix, byInput);
    return byInput;
  }

  /** Adds the gradients by the matrix and by the bias to those given. */
  void addGradients(int rows, float[] byOutput, float[] byMatrix, float[] byBias) {
    gemm.accumulateTransposed(inputs, rows * tokens, outputs, input, byOutput, byMatrix);
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < byBias.length; i++) {
        byBias[i] += byOutput[r * byBias.length + i];
      }
    }
  }
}
