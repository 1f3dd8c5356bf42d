package org.plumbline.verifier.bounds.sparse;

import java.util.Arrays;

/**
 * A row of numbers of which only those that are not zero are kept, where these are few.
 *
 * @param at ascending places of the values; null where all are kept
 */
record SparseRow(int[] at, double[] values) {
  /** All zero. */
  static final SparseRow ZERO = new SparseRow(new int[0], new double[0]);

  /** A place costs half of what a value costs. */
  private static final int FEW = 2;

  /** One number, the others zero. */
  static SparseRow of(int place, double value) {
    return new SparseRow(new int[] {place}, new double[] {value});
  }

  /** The numbers from {@code start} on. */
  static SparseRow of(double[] row, int start, int n) {
    int count = 0;
    for (int i = 0; i < n; i++) {
      count += row[start + i] != 0 ? 1 : 0;
    }
    if (count > n / FEW) {
      return new SparseRow(null, Arrays.copyOfRange(row, start, start + n));
    }
    int[] at = new int[count];
    double[] values = new double[count];
    for (int i = 0, next = 0; next < count; i++) {
      if (row[start + i] != 0) {
        at[next] = i;
        values[next++] = row[start + i];
      }
    }
    return new SparseRow(at, values);
  }

  /** Whether all numbers are kept. */
  boolean isDense() {
    return at == null;
  }

  /** The place of a value. */
  int place(int kept) {
    return at == null ? kept : at[kept];
  }

  /** Writes the values where they belong; the other numbers stay. */
  void scatter(double[] row, int start) {
    for (int v = 0; v < values.length; v++) {
      row[start + place(v)] = values[v];
    }
  }

  /** Undoes {@link #scatter} in a row that was zero. */
  void clear(double[] row, int start) {
    for (int v = 0; v < values.length; v++) {
      row[start + place(v)] = 0;
    }
  }

  /** Adds the absolute values. */
  void addAbsolute(double[] to) {
    for (int v = 0; v < values.length; v++) {
      to[place(v)] += Math.abs(values[v]);
    }
  }

  /** Each number times the factor of its place. */
  SparseRow times(double[] factors) {
    double[] scaled = new double[values.length];
    for (int v = 0; v < values.length; v++) {
      scaled[v] = values[v] * factors[place(v)];
    }
    return new SparseRow(at, scaled);
  }

  /**
   * A sum of products.
   *
   * @param size of their absolute values
   */
  record Sum(double value, double size) {}

  /** Times a row all of whose numbers are kept. */
  Sum dot(double[] row) {
    double value = 0;
    double size = 0;
    for (int v = 0; v < values.length; v++) {
      double product = values[v] * row[place(v)];
      value += product;
      size += Math.abs(product);
    }
    return new Sum(value, size);
  }
}
