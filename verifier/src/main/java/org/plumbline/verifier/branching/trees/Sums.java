package org.plumbline.verifier.branching.trees;

/** Sums over vectors, several at a time. */
final class Sums {
  private Sums() {}

  /** Adds a multiple of a row. */
  static void add(double factor, double[] row, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * row[i];
    }
  }

  /** The sum of absolute values. */
  static double size(double[] a) {
    return sizeOfSum(a, 0, a);
  }

  /** The sum of the absolute values of {@code a + factor · b}. */
  static double sizeOfSum(double[] a, double factor, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += Math.abs(a[i] + factor * b[i]);
      s1 += Math.abs(a[i + 1] + factor * b[i + 1]);
      s2 += Math.abs(a[i + 2] + factor * b[i + 2]);
      s3 += Math.abs(a[i + 3] + factor * b[i + 3]);
    }
    for (; i < a.length; i++) {
      s0 += Math.abs(a[i] + factor * b[i]);
    }
    return (s0 + s1) + (s2 + s3);
  }

  static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
