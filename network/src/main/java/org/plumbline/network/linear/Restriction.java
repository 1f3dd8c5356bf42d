package org.plumbline.network.linear;

import java.util.Arrays;

/**
 * The part of a linear map that joins some of its columns to some of its rows. Entries of the
 * chosen rows in columns left out would be lost, so there must be none.
 *
 * @param rows of the map that are kept, ascending
 * @param columns of the map that are kept, ascending
 */
public record Restriction(int[] rows, int[] columns) {

  /** The restricted map, of {@code rows.length × columns.length}, with the same entries. */
  public LinearMap of(LinearMap map) {
    if (map instanceof ConvolutionMap convolution) {
      return convolution(convolution);
    }
    if (map instanceof DenseMap dense && columns.length == dense.inputSize()) {
      return rows(dense);
    }
    int[] newColumn = new int[map.inputSize()];
    Arrays.fill(newColumn, -1);
    for (int j = 0; j < columns.length; j++) {
      newColumn[columns[j]] = j;
    }
    return map instanceof SelectionMap selection
        ? selection(selection, newColumn)
        : entries(map, newColumn);
  }

  private DenseMap rows(DenseMap map) {
    int n = columns.length;
    double[] weights = new double[rows.length * n];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(map.weights(), rows[r] * n, weights, r * n, n);
    }
    return new DenseMap(rows.length, n, weights, map.coefficientError());
  }

  private SelectionMap selection(SelectionMap map, int[] newColumn) {
    int[] index = new int[rows.length];
    for (int r = 0; r < rows.length; r++) {
      int from = map.index()[rows[r]];
      index[r] = from < 0 ? -1 : present(newColumn, from);
    }
    return new SelectionMap(columns.length, index);
  }

  private SparseMap entries(LinearMap map, int[] newColumn) {
    int[] starts = new int[rows.length + 1];
    int[] newColumns = new int[rows.length];
    double[] values = new double[rows.length];
    Entries found = new Entries(newColumn, newColumns, values);
    for (int r = 0; r < rows.length; r++) {
      map.visitRow(rows[r], found);
      starts[r + 1] = found.count;
    }
    return new SparseMap(
        columns.length,
        starts,
        Arrays.copyOf(found.columns, found.count),
        Arrays.copyOf(found.values, found.count),
        map.coefficientError());
  }

  private static int present(int[] newColumn, int column) {
    if (newColumn[column] < 0) {
      throw new IllegalArgumentException("column " + column + " is used and not kept");
    }
    return newColumn[column];
  }

  /** Rows and columns must be all channels of a rectangle of pixels. */
  private ConvolutionMap convolution(ConvolutionMap map) {
    Window w = map.window();
    Pixels out = Pixels.of(rows, map.outChannels(), w.outHeight(), w.outWidth());
    Pixels in = Pixels.of(columns, map.inChannels(), w.inHeight(), w.inWidth());
    if (!in.contains(out.seenThrough(w))) {
      throw new IllegalArgumentException("the pixels kept do not hold those that are used");
    }
    Window part =
        new Window(
            in.height(),
            in.width(),
            out.height(),
            out.width(),
            w.kernelHeight(),
            w.kernelWidth(),
            w.strideHeight(),
            w.strideWidth(),
            w.dilationHeight(),
            w.dilationWidth(),
            w.padTop() + in.top() - out.top() * w.strideHeight(),
            w.padLeft() + in.left() - out.left() * w.strideWidth());
    return map.through(part);
  }

  private static final class Entries implements LinearMap.EntryVisitor {
    private final int[] newColumn;
    private int[] columns;
    private double[] values;
    private int count;

    private Entries(int[] newColumn, int[] columns, double[] values) {
      this.newColumn = newColumn;
      this.columns = columns;
      this.values = values;
    }

    @Override
    public void entry(int input, double coefficient) {
      if (count == columns.length) {
        columns = Arrays.copyOf(columns, 2 * count + 16);
        values = Arrays.copyOf(values, 2 * count + 16);
      }
      columns[count] = present(newColumn, input);
      values[count++] = coefficient;
    }
  }
}
