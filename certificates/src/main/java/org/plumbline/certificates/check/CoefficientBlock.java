package org.plumbline.certificates.check;

import java.util.Arrays;

/**
 * Coefficients of some linear functions of one layer's neurons: entry {@code i·width + r} is that
 * of neuron i in function r. It knows which neurons may have one that is not zero, so that a
 * function of few neurons costs what these cost.
 */
final class CoefficientBlock {
  /**
   * How many functions go through a pass together, where there are several. Known to the compiler,
   * which loops over them.
   */
  static final int WIDTH = 8;

  private final int width;
  private final double[] values;
  private final boolean[] isTouched;
  private int[] touched = new int[16];
  private int count;

  /**
   * @param width how many functions: 1 or {@link #WIDTH}
   */
  CoefficientBlock(int neurons, int width) {
    this.width = width;
    this.values = new double[Math.multiplyExact(neurons, width)];
    this.isTouched = new boolean[neurons];
  }

  /** How many functions there is room for. */
  int width() {
    return width;
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

  /** The same of all neurons. */
  void touchAll() {
    for (int i = 0; count < isTouched.length; i++) {
      touch(i);
    }
  }

  /** Whether the coefficients of a neuron are zero in all functions. */
  boolean isZero(int neuron) {
    int at = neuron * width;
    for (int r = 0; r < width; r++) {
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
      Arrays.fill(values, neuron * width, (neuron + 1) * width, 0);
    }
    count = 0;
  }
}
