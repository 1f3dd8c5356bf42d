package org.plumbline.certificates.check;

/** The entries of a matrix column after column, rows ascending in each. */
final class SparseColumns {
  private final int[] start;
  private final int[] row;
  private final double[] value;

  /**
   * @param rowStart where each row's entries start, and where the last ones end
   * @param column of each entry
   * @param entry row after row
   */
  SparseColumns(int columns, int[] rowStart, int[] column, double[] entry) {
    this.start = new int[columns + 1];
    this.row = new int[entry.length];
    this.value = new double[entry.length];
    for (int j : column) {
      start[j + 1]++;
    }
    for (int j = 0; j < columns; j++) {
      start[j + 1] += start[j];
    }
    int[] next = start.clone();
    for (int i = 0; i + 1 < rowStart.length; i++) {
      for (int e = rowStart[i]; e < rowStart[i + 1]; e++) {
        int to = next[column[e]]++;
        row[to] = i;
        value[to] = entry[e];
      }
    }
  }

  /** Whether a column has no entry. */
  boolean isEmpty(int column) {
    return start[column] == start[column + 1];
  }

  /**
   * Adds the product of a column and each function of a block to what stands at the column: the
   * sums of all functions stay in registers. Rows that are not touched count as the zeros that they
   * are, which costs less than to ask.
   */
  void add(int column, CoefficientBlock block, double[] to) {
    double[] from = block.values();
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int e = start[column]; e < start[column + 1]; e++) {
      double v = value[e];
      int at = row[e] * CoefficientBlock.WIDTH;
      s0 += v * from[at];
      s1 += v * from[at + 1];
      s2 += v * from[at + 2];
      s3 += v * from[at + 3];
      s4 += v * from[at + 4];
      s5 += v * from[at + 5];
      s6 += v * from[at + 6];
      s7 += v * from[at + 7];
    }
    int into = column * CoefficientBlock.WIDTH;
    to[into] += s0;
    to[into + 1] += s1;
    to[into + 2] += s2;
    to[into + 3] += s3;
    to[into + 4] += s4;
    to[into + 5] += s5;
    to[into + 6] += s6;
    to[into + 7] += s7;
  }
}
