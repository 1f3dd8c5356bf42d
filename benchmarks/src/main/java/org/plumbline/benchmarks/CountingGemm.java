package org.plumbline.benchmarks;

import org.plumbline.network.linear.Gemm;

/** Passes products on and counts their floating-point operations. */
final class CountingGemm implements Gemm {
  private final Gemm gemm;
  private long operations;

  CountingGemm(Gemm gemm) {
    this.gemm = gemm;
  }

  /** Multiplications and additions so far. */
  long operations() {
    return operations;
  }

  @Override
  public void pin(double[] constant) {
    gemm.pin(constant);
  }

  @Override
  public void accumulate(
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
      int cStride) {
    operations += 2L * m * n * k;
    gemm.accumulate(m, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
  }

  @Override
  public void accumulateTransposed(
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
      int cStride) {
    operations += 2L * m * n * k;
    gemm.accumulateTransposed(
        m, n, k, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride);
  }
}
