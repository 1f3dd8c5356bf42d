package org.plumbline.network.linear;

/**
 * {@link Gemm} in plain Java: no native code and no start-up cost, right for small products and for
 * programs that must run without native libraries. Zero entries of A are skipped; a product with an
 * infinite or NaN entry of B may therefore differ from IEEE (the zero wins). Every entry of C is
 * summed in the order of B's rows; columns are taken in blocks whose part of B stays in the cache,
 * and four rows of B at a time, so that C is read and written a quarter as often.
 */
public final class JavaGemm implements Gemm {
  /** Entries of B in a block: 256 KiB. */
  private static final int BLOCK = 1 << 15;

  private static final int LEAST_COLUMNS = 64;

  @Override
  public void accumulate(Matrix a, Matrix b, Matrix c) {
    Gemm.requireFit(a, b, c);
    if (b.isTransposed()) {
      addDots(a, b, c);
      return;
    }
    int width = Math.max(LEAST_COLUMNS, BLOCK / Math.max(1, b.rows()));
    for (int from = 0; from < b.columns(); from += width) {
      int count = Math.min(width, b.columns() - from);
      for (int i = 0; i < a.rows(); i++) {
        addRows(a, i, b, from, count, c);
      }
    }
  }

  /** Row i of C from column {@code from} on, plus the rows of B times row i of A. */
  private static void addRows(Matrix a, int i, Matrix b, int from, int count, Matrix c) {
    int aRow = a.offset() + i * a.columns();
    int cRow = c.offset() + i * c.columns() + from;
    double[] scale = new double[4];
    int[] row = new int[4];
    int found = 0;
    for (int p = 0; p < b.rows(); p++) {
      double entry = a.array()[aRow + p];
      if (entry != 0) {
        scale[found] = entry;
        row[found++] = b.offset() + p * b.columns() + from;
        if (found == 4) {
          addFour(count, scale, b.array(), row, c.array(), cRow);
          found = 0;
        }
      }
    }
    for (int k = 0; k < found; k++) {
      addScaled(count, scale[k], b.array(), row[k], c.array(), cRow);
    }
  }

  private static void addFour(int n, double[] scale, double[] b, int[] row, double[] c, int cRow) {
    double s0 = scale[0];
    double s1 = scale[1];
    double s2 = scale[2];
    double s3 = scale[3];
    int r0 = row[0];
    int r1 = row[1];
    int r2 = row[2];
    int r3 = row[3];
    for (int j = 0; j < n; j++) {
      c[cRow + j] =
          (((c[cRow + j] + s0 * b[r0 + j]) + s1 * b[r1 + j]) + s2 * b[r2 + j]) + s3 * b[r3 + j];
    }
  }

  private static void addScaled(int n, double scale, double[] b, int bRow, double[] c, int cRow) {
    for (int j = 0; j < n; j++) {
      c[cRow + j] += scale * b[bRow + j];
    }
  }

  /** Each row of Bᵀ meets all rows of A while it is in the cache. */
  private static void addDots(Matrix a, Matrix b, Matrix c) {
    int k = b.rows();
    for (int j = 0; j < b.columns(); j++) {
      for (int i = 0; i < a.rows(); i++) {
        c.array()[c.offset() + i * c.columns() + j] +=
            dot(k, a.array(), a.offset() + i * k, b.array(), b.offset() + j * k);
      }
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
