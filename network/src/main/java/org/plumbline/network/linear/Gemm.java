package org.plumbline.network.linear;

import java.util.Arrays;

/**
 * General matrix multiplication in double. Every entry of the result is a sum of products in some
 * order, with or without fused multiply-add; an implementation that reassociates further (Strassen)
 * is not allowed, since the error bounds of {@code Rounding} would not cover it.
 */
public interface Gemm {

  /**
   * {@code C += A · B}.
   *
   * @param a row-major {@code [m × k]}
   * @param b {@code [k × n]}, row-major or transposed
   * @param c row-major {@code [m × n]}, apart from the others
   * @throws IllegalArgumentException if the sizes do not fit, or A or C is transposed
   */
  void accumulate(Matrix a, Matrix b, Matrix c);

  /** {@code C = A · B}, with matrices as for {@link #accumulate}. */
  default void multiply(Matrix a, Matrix b, Matrix c) {
    Arrays.fill(c.array(), c.offset(), c.offset() + c.size(), 0);
    accumulate(a, b, c);
  }

  /**
   * Says that an array will never change, so that an implementation with memory of its own may keep
   * a copy of it there. Linear maps announce their weights before every use.
   */
  default void pin(double[] constant) {}

  /** The check that every implementation makes. */
  static void requireFit(Matrix a, Matrix b, Matrix c) {
    boolean fits = a.columns() == b.rows() && c.rows() == a.rows() && c.columns() == b.columns();
    if (!fits || a.isTransposed() || c.isTransposed()) {
      throw new IllegalArgumentException(
          "no product: " + words(a) + " times " + words(b) + " into " + words(c));
    }
  }

  private static String words(Matrix matrix) {
    String order = matrix.isTransposed() ? " transposed" : "";
    return "[" + matrix.rows() + " × " + matrix.columns() + "]" + order;
  }
}
