package org.plumbline.soundness.analytic.deployment;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * {@code Σ wᵢ·xᵢ + b} as a runtime folds scales and summands that follow it into the coefficients:
 * every change of a coefficient is rounded to binary32, which {@code float} is.
 */
final class FoldedSum {
  private final float[] weights;
  private float bias;

  FoldedSum(float[] weights, float bias) {
    this.weights = weights.clone();
    this.bias = bias;
  }

  FoldedSum copy() {
    return new FoldedSum(weights, bias);
  }

  void times(float scale) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= scale;
    }
    bias *= scale;
  }

  void plus(float summand) {
    bias += summand;
  }

  /** Without rounding. */
  double exactly(float... x) {
    double sum = bias;
    for (int i = 0; i < x.length; i++) {
      sum += (double) weights[i] * x[i];
    }
    return sum;
  }

  /** The least of the sums in some orders, with fused multiply-add and without. */
  float least(float... x) {
    return (float) sums(x).min().orElseThrow();
  }

  /** The greatest of them. */
  float greatest(float... x) {
    return (float) sums(x).max().orElseThrow();
  }

  private DoubleStream sums(float... x) {
    return IntStream.range(0, 4 * x.length)
        .mapToDouble(k -> sum(k / 4, (k & 1) == 0, (k & 2) == 0, x));
  }

  private float sum(int first, boolean isFused, boolean isBiasFirst, float... x) {
    float sum = isBiasFirst ? bias : 0;
    for (int k = 0; k < x.length; k++) {
      int i = (first + k) % x.length;
      sum = isFused ? Math.fma(weights[i], x[i], sum) : sum + weights[i] * x[i];
    }
    return isBiasFirst ? sum : sum + bias;
  }
}
