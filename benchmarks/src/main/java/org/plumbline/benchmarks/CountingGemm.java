package org.plumbline.benchmarks;

import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.Matrix;

/** Passes products on and counts their floating-point operations. */
public final class CountingGemm implements Gemm {
  private final Gemm gemm;
  private long operations;

  public CountingGemm(Gemm gemm) {
    this.gemm = gemm;
  }

  /** Multiplications and additions so far. */
  public long operations() {
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

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c) {
    operations += 2L * a.rows() * b.rows() * b.columns();
    gemm.multiply(a, b, c);
  }
}
