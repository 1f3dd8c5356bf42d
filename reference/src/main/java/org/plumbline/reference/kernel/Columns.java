package org.plumbline.reference.kernel;

/** Where the elements of a matrix lie in the array of a tensor. */
public interface Columns {
  /**
   * Finds a block of the matrix.
   *
   * @param block receives the indices, row after row; −1 stands for a zero
   */
  void find(int firstRow, int lastRow, int firstColumn, int lastColumn, int[] block);

  /** A matrix whose element i, j lies at {@code first + i·row + j·column}. */
  record Strided(int first, int row, int column) implements Columns {
    @Override
    public void find(int firstRow, int lastRow, int firstColumn, int lastColumn, int[] block) {
      int at = 0;
      for (int i = firstRow; i < lastRow; i++) {
        for (int j = firstColumn; j < lastColumn; j++) {
          block[at++] = first + i * row + j * column;
        }
      }
    }
  }
}
