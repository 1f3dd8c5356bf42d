package org.plumbline.network.linear;

/**
 * General matrix multiplication in double on row-major arrays, accumulating into the result. Every
 * entry of the result is a sum of products in some order, with or without fused multiply-add; an
 * implementation that reassociates further (Strassen) is not allowed, since the error bounds of
 * {@code Rounding} would not cover it.
 */
public interface Gemm {

  /** {@code C += A · B} with A {@code [m × k]}, B {@code [k × n]}, C {@code [m × n]}. */
  void accumulate(
      int m,
      int n,
      int k,
      double[] a,
      int aOffset,
      int aStride,
      double[] b,
      int bOffset,
      int bStride,
      double[] c,
      int cOffset,
      int cStride);

  /** {@code C += A · Bᵀ} with A {@code [m × k]}, B {@code [n × k]}, C {@code [m × n]}. */
  void accumulateTransposed(
      int m,
      int n,
      int k,
      double[] a,
      int aOffset,
      int aStride,
      double[] b,
      int bOffset,
      int bStride,
      double[] c,
      int cOffset,
      int cStride);

  /**
   * Says that an array will never change, so that an implementation with memory of its own may keep
   * a copy of it there. Linear maps announce their weights before every use.
   */
  default void pin(double[] constant) {}
}
