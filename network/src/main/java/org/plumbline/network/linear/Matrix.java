package org.plumbline.network.linear;

/**
 * A matrix that lies in an array without gaps: entry (i, j) at {@code offset + i · columns + j}, or
 * transposed at {@code offset + j · rows + i}.
 */
public record Matrix(double[] array, int offset, int rows, int columns, boolean isTransposed) {

  /** A row-major matrix. */
  public static Matrix of(double[] array, int offset, int rows, int columns) {
    return new Matrix(array, offset, rows, columns, false);
  }

  /** The same entries, rows and columns exchanged. */
  public Matrix transposed() {
    return new Matrix(array, offset, columns, rows, !isTransposed);
  }

  /** Some rows of a row-major matrix. */
  public Matrix part(int firstRow, int count) {
    return of(array, offset + firstRow * columns, count, columns);
  }

  /** How far apart in the array rows are, or columns of a transposed matrix. */
  public int stride() {
    return isTransposed ? rows : columns;
  }

  public int size() {
    return rows * columns;
  }
}
