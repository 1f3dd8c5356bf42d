package org.plumbline.falsifier.blackbox;

import org.plumbline.falsifier.contract.BlackBox;

/**
 * Puts a step before a black box: value i of an image becomes {@code (v − mean) / deviation} of its
 * channel, at the place where the black box expects it.
 */
public final class PreparedBlackBox implements BlackBox {
  private final BlackBox inner;
  private final int[] target;
  private final double[] mean;
  private final double[] deviation;

  /**
   * @param target where each value goes, a permutation
   * @param mean one for each value, as is
   * @param deviation one for each value, positive
   */
  public PreparedBlackBox(BlackBox inner, int[] target, double[] mean, double[] deviation) {
    int inputs = inner.inputs();
    if (target.length != inputs || mean.length != inputs || deviation.length != inputs) {
      throw new IllegalArgumentException(
          target.length + " values prepared for a black box of " + inputs);
    }
    this.inner = inner;
    this.target = target.clone();
    this.mean = mean.clone();
    this.deviation = deviation.clone();
  }

  @Override
  public int inputs() {
    return inner.inputs();
  }

  @Override
  public int classes() {
    return inner.classes();
  }

  @Override
  public Knowledge knowledge() {
    return inner.knowledge();
  }

  @Override
  public double[] scores(int rows, double[] x) {
    int n = inputs();
    double[] prepared = new double[rows * n];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < n; i++) {
        prepared[r * n + target[i]] = (x[r * n + i] - mean[i]) / deviation[i];
      }
    }
    return inner.scores(rows, prepared);
  }

  @Override
  public void close() {
    inner.close();
  }
}
