package org.plumbline.certificates.check;

import java.util.Arrays;

/**
 * Coefficients of some linear functions of one layer's neurons: entry {@code i·WIDTH + r} is that
 * of neuron i in function r. It knows which neurons may have one that is not zero, so that a
 * function of few neurons costs what these cost.
 */
final class CoefficientBlock {
  /**
   * How many functions go through a pass together. Known to the compiler, which loops over them.
   */
  static final int WIDTH = 8;

  private final double[] values;
  private final boolean[] isTouched;
  private int[] touched = new int[16];
  private int count;

  CoefficientBlock(int neurons) {
    this.values = new double[Math.multiplyExact(neurons, WIDTH)];
    this.isTouched = new boolean[neurons];
  }

  /** All of them, to be changed at neurons that are touched only. */
  double[] values() {
    return values;
  }

  /** Neurons that are touched. */
  int count() {
    return count;
  }

  /** One of them, in the order in which they were touched. */
  int neuron(int index) {
    return touched[index];
  }

  /** Says that a neuron may have a coefficient that is not zero from now on. */
  void touch(int neuron) {
    if (!isTouched[neuron]) {
      isTouched[neuron] = true;
      if (count == touched.length) {
        touched = Arrays.copyOf(touched, 2 * count);
      }
      touched[count++] = neuron;
    }
  }

  /** Whether the coefficients of a neuron are zero in all functions. */
  boolean isZero(int neuron) {
    int at = neuron * WIDTH;
    for (int r = 0; r < WIDTH; r++) {
      if (values[at + r] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Makes all coefficients zero. */
  void clear() {
    for (int t = 0; t < count; t++) {
      int neuron = touched[t];
      isTouched[neuron] = false;
      Arrays.fill(values, neuron * WIDTH, (neuron + 1) * WIDTH, 0);
    }
    count = 0;
  }
}
