package org.plumbline.verifier.bounds;

import org.plumbline.network.interval.Rounding;

/**
 * Steps over layers that read pairs (a, b) and lie between two planes {@code slope·a + second·b +
 * offset} of {@link Lines}: products and differences of ReLUs.
 */
final class Planes {
  private Planes() {}

  /**
   * One backward step over layer k, as {@link CrownPropagator} does for the others.
   *
   * @param isDone rows that took the step in another way, or null
   * @param sizeOfLeft upper bounds of the absolute values of what it reads
   */
  static void step(
      int n,
      int k,
      Lines lines,
      int[] lineOf,
      double[] above,
      double[] left,
      double[] right,
      LinearForms forms,
      boolean[] isDone,
      double[] lost,
      double[] sizeOfLeft,
      double[] sizeOfRight) {
    for (int r = 0; r < forms.rows(); r++) {
      if (isDone != null && isDone[r]) {
        continue;
      }
      int line = lineOf[r] * n;
      double sum = 0;
      double size = 0;
      double rounded = 0;
      for (int i = 0; i < n; i++) {
        double a = above[r * n + i];
        if (a == 0) {
          continue;
        }
        int at = line + i;
        double toLeft = a * (a > 0 ? lines.lowerSlope(k)[at] : lines.upperSlope(k)[at]);
        double toRight = a * (a > 0 ? lines.lowerSecond(k)[at] : lines.upperSecond(k)[at]);
        double term = a * (a > 0 ? lines.lowerOffset(k)[at] : lines.upperOffset(k)[at]);
        left[r * n + i] += toLeft;
        right[r * n + i] += toRight;
        sum += term;
        size += Math.abs(term);
        rounded +=
            (Math.abs(toLeft) + Math.abs(left[r * n + i])) * sizeOfLeft[i]
                + (Math.abs(toRight) + Math.abs(right[r * n + i])) * sizeOfRight[i];
      }
      forms.constant()[r] += sum;
      lost[r] +=
          Rounding.gamma(n + 8) * (size + Math.abs(forms.constant()[r]))
              + 4 * Rounding.UNIT * rounded;
    }
  }

  /** The value of each row's planes at a point of the source layers. */
  static void follow(
      int n,
      int k,
      Lines lines,
      int[] lineOf,
      double[] above,
      int rows,
      double[] left,
      double[] right,
      double[] y) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < n; i++) {
        int at = lineOf[r] * n + i;
        int j = r * n + i;
        y[j] =
            above[j] > 0
                ? lines.lowerSlope(k)[at] * left[j]
                    + lines.lowerSecond(k)[at] * right[j]
                    + lines.lowerOffset(k)[at]
                : lines.upperSlope(k)[at] * left[j]
                    + lines.upperSecond(k)[at] * right[j]
                    + lines.upperOffset(k)[at];
      }
    }
  }
}
