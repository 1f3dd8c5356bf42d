package org.plumbline.reference.kernel;

/**
 * The matrix product of integers, modulo 2⁶⁴: it wraps to the product modulo 2^b of a narrower
 * type, because a sum of products does.
 */
public final class IntegerProduct {
  private static final int WIDTH = 256;
  private static final int DEPTH = 128;

  private IntegerProduct() {}

  /**
   * Multiplies.
   *
   * @return rows × columns, row-major
   */
  public static long[] of(
      Call call,
      int rows,
      int depth,
      int columns,
      long[] a,
      Columns.Strided left,
      long[] b,
      Columns right) {
    long[] result = new long[Math.multiplyExact(rows, columns)];
    int[] places = new int[WIDTH * DEPTH];
    for (int from = 0; from < columns; from += WIDTH) {
      int width = Math.min(columns, from + WIDTH) - from;
      for (int first = 0; first < depth; first += DEPTH) {
        int last = Math.min(depth, first + DEPTH);
        right.find(first, last, from, from + width, places);
        for (int row = 0; row < rows; row++) {
          call.budget().work((long) (last - first) * width);
          for (int k = first; k < last; k++) {
            long factor = a[left.first() + row * left.row() + k * left.column()];
            int at = row * columns + from;
            for (int j = 0; j < width; j++) {
              int place = places[(k - first) * width + j];
              result[at + j] += place < 0 ? 0 : factor * b[place];
            }
          }
        }
      }
    }
    return result;
  }
}
