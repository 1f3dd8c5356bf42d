package org.plumbline.openblas;

import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Matrix products in single precision by OpenBLAS, one thread per call, on row-major arrays without
 * gaps. For training, where no bound depends on them; the native library is loaded with this class.
 */
public final class SingleGemm {
  static {
    openblas_nolapack.blas_set_num_threads(1);
  }

  /** C = A · B + keep · C with A {@code [m × k]}, B {@code [k × n]}. */
  public void multiply(int m, int k, int n, float[] a, float[] b, float keep, float[] c) {
    call(false, false, m, k, n, a, b, keep, c);
  }

  /** C = A · Bᵀ with A {@code [m × k]}, B {@code [n × k]}. */
  public void multiplyTransposed(int m, int k, int n, float[] a, float[] b, float[] c) {
    call(false, true, m, k, n, a, b, 0, c);
  }

  /** C += Aᵀ · B with A {@code [k × m]}, B {@code [k × n]}. */
  public void accumulateTransposed(int m, int k, int n, float[] a, float[] b, float[] c) {
    call(true, false, m, k, n, a, b, 1, c);
  }

  private static void call(
      boolean turnsA,
      boolean turnsB,
      int m,
      int k,
      int n,
      float[] a,
      float[] b,
      float keep,
      float[] c) {
    if (a.length < m * k || b.length < k * n || c.length < m * n) {
      throw new IllegalArgumentException(
          "no product of ["
              + m
              + " × "
              + k
              + "] and ["
              + k
              + " × "
              + n
              + "] in arrays of "
              + a.length
              + ", "
              + b.length
              + ", "
              + c.length);
    }
    openblas_nolapack.cblas_sgemm(
        openblas_nolapack.CblasRowMajor,
        turnsA ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
        turnsB ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
        m,
        n,
        k,
        1,
        a,
        turnsA ? m : k,
        b,
        turnsB ? k : n,
        keep,
        c,
        n);
  }
}
