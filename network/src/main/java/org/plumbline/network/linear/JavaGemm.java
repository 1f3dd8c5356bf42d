package org.plumbline.network.linear;

/**
 * {@link Gemm} in plain Java: no native code and no start-up cost, right for small products and for
 * programs that must run without native libraries. Zero entries of A are skipped; a product with an
 * infinite or NaN entry of B may therefore differ from IEEE (the zero wins).
 */
public final class JavaGemm implements Gemm {

  @Override
  public void accumulate(Matrix a, Matrix b, Matrix c) {
    Gemm.requireFit(a, b, c);
    for (int i = 0; i < a.rows(); i++) {
      int aRow = a.offset() + i * a.columns();
      int cRow = c.offset() + i * c.columns();
      if (b.isTransposed()) {
        addDots(a.array(), aRow, b, c.array(), cRow);
      } else {
        addRows(a.array(), aRow, b, c.array(), cRow);
      }
    }
  }

  private static void addRows(double[] a, int aRow, Matrix b, double[] c, int cRow) {
    for (int p = 0; p < b.rows(); p++) {
      double scale = a[aRow + p];
      if (scale != 0) {
        addScaled(b.columns(), scale, b.array(), b.offset() + p * b.columns(), c, cRow);
      }
    }
  }

  private static void addScaled(int n, double scale, double[] b, int bRow, double[] c, int cRow) {
    for (int j = 0; j < n; j++) {
      c[cRow + j] += scale * b[bRow + j];
    }
  }

  private static void addDots(double[] a, int aRow, Matrix b, double[] c, int cRow) {
    for (int j = 0; j < b.columns(); j++) {
      c[cRow + j] += dot(b.rows(), a, aRow, b.array(), b.offset() + j * b.rows());
    }
  }

  private static double dot(int k, double[] a, int aRow, double[] b, int bRow) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int p = 0;
    for (; p + 3 < k; p += 4) {
      s0 += a[aRow + p] * b[bRow + p];
      s1 += a[aRow + p + 1] * b[bRow + p + 1];
      s2 += a[aRow + p + 2] * b[bRow + p + 2];
      s3 += a[aRow + p + 3] * b[bRow + p + 3];
    }
    for (; p < k; p++) {
      s0 += a[aRow + p] * b[bRow + p];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
