package org.plumbline.benchmarks;

import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.Matrix;

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
  public void accumulate(Matrix a, Matrix b, Matrix c) {
    operations += 2L * a.rows() * b.rows() * b.columns();
    gemm.accumulate(a, b, c);
  }
}
