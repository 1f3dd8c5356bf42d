package org.plumbline.certificates.check;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import org.plumbline.network.linear.ConvolutionMap;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.LinearMap;

/** A matrix by its non-zero entries, row after row; in a row those above 0 come first. */
final class SparseRows {
  /** Entries of a matrix that is stored column after column as well, once that pays. */
  private static final int MOST_COLUMN_ENTRIES = 50_000_000;

  /** A product goes column by column where the rows in use have one in so many of the entries. */
  private static final int MANY = 2;

  /** Share of the entries of a dense matrix that may be 0 where it is taken as it is stored. */
  private static final double MOST_ZEROS = 0.5;

  private final LinearMap map;
  private final int[] start;
  private final int[] firstNegative;
  private final int[] column;
  private final double[] value;
  private final int mostPerColumn;
  private final KernelRows kernel;

  /** Whether the map stores a row as it is here, side by side and little else. */
  private final boolean isDense;

  private SparseColumns byColumn;

  SparseRows(LinearMap map) {
    this(map, j -> true, map instanceof ConvolutionMap of ? new KernelRows(of) : null);
  }

  private SparseRows(LinearMap map, IntPredicate isKept, KernelRows kernel) {
    this.map = map;
    this.kernel = kernel;
    this.start = new int[map.outputSize() + 1];
    for (int i = 0; i < rows(); i++) {
      int[] count = {0};
      map.visitRow(i, (j, v) -> count[0] += isKept.test(j) ? 1 : 0);
      start[i + 1] = Math.addExact(start[i], count[0]);
    }
    this.column = new int[start[rows()]];
    this.value = new double[column.length];
    int[] perColumn = new int[map.inputSize()];
    this.firstNegative = new int[rows()];
    boolean[] isWhole = {true};
    for (int i = 0; i < rows(); i++) {
      int[] place = {start[i], start[i + 1]};
      map.visitRow(
          i,
          (j, v) -> {
            if (isKept.test(j)) {
              int e = v > 0 ? place[0]++ : --place[1];
              column[e] = j;
              value[e] = v;
              perColumn[j]++;
            } else {
              isWhole[0] = false;
            }
          });
      firstNegative[i] = place[0];
    }
    this.mostPerColumn = Arrays.stream(perColumn).max().orElse(0);
    this.isDense =
        map instanceof DenseMap of
            && isWhole[0]
            && value.length > of.weights().length * (1 - MOST_ZEROS);
  }

  /** Only these columns, the others left out. */
  SparseRows keeping(IntPredicate isKept) {
    return new SparseRows(map, isKept, null);
  }

  int rows() {
    return start.length - 1;
  }

  int columns() {
    return map.inputSize();
  }

  long entries() {
    return value.length;
  }

  /** The true entries lie within this share of those stored. */
  double relativeError() {
    return map.coefficientError();
  }

  /** Products summed for one column at most. */
  int mostPerColumn() {
    return mostPerColumn;
  }

  /** Products summed for one row at most. */
  int mostPerRow() {
    int most = 0;
    for (int i = 0; i < rows(); i++) {
      most = Math.max(most, start[i + 1] - start[i]);
    }
    return most;
  }

  boolean isFloat32() {
    return relativeError() == 0 && Arrays.stream(value).allMatch(Float32Coverage::isFloat32);
  }

  /** Whether every row has at most one entry, 1 or −1. */
  boolean isMovement() {
    return relativeError() == 0
        && mostPerRow() <= 1
        && Arrays.stream(value).allMatch(v -> Math.abs(v) == 1);
  }

  int start(int row) {
    return start[row];
  }

  /** The first entry of a row that is not above 0. */
  int firstNegative(int row) {
    return firstNegative[row];
  }

  int column(int entry) {
    return column[entry];
  }

  double value(int entry) {
    return value[entry];
  }

  /** Columns in which some of these rows have an entry. */
  BitSet columnsOf(BitSet some) {
    BitSet columns = new BitSet(columns());
    for (int i = some.nextSetBit(0); i >= 0; i = some.nextSetBit(i + 1)) {
      for (int e = start[i]; e < start[i + 1]; e++) {
        columns.set(column[e]);
      }
    }
    return columns;
  }

  /** The same for rows that differ in signs and in nothing else. */
  int hashOfSizes(int row) {
    int hash = 0;
    for (int e = start[row]; e < start[row + 1]; e++) {
      hash += 31 * Double.hashCode(Math.abs(value[e])) * (2 * column[e] + 1);
    }
    return hash;
  }

  /** Whether one row is the sign times another, entry by entry. */
  boolean areAlike(int row, int other, int sign) {
    int above = firstNegative[row] - start[row];
    int below = start[row + 1] - firstNegative[row];
    int aboveOther = firstNegative[other] - start[other];
    int belowOther = start[other + 1] - firstNegative[other];
    if (sign > 0) {
      return above == aboveOther
          && below == belowOther
          && areEqual(start[row], start[other], above + below);
    }
    return above == belowOther
        && below == aboveOther
        && areOpposite(start[row], start[other + 1] - 1, above)
        && areOpposite(start[other], start[row + 1] - 1, below);
  }

  private boolean areEqual(int entry, int other, int count) {
    return Arrays.equals(column, entry, entry + count, column, other, other + count)
        && Arrays.equals(value, entry, entry + count, value, other, other + count);
  }

  /** Entries above 0 stand in the order of columns, those below in the opposite one. */
  private boolean areOpposite(int above, int below, int count) {
    for (int t = 0; t < count; t++) {
      if (column[above + t] != column[below - t] || value[above + t] != -value[below - t]) {
        return false;
      }
    }
    return true;
  }

  /** {@code to += Mᵀ from}; rows that are zero in all functions cost nothing. */
  void addTransposed(CoefficientBlock from, CoefficientBlock to) {
    if (kernel != null) {
      kernel.addTransposed(from, to);
      return;
    }
    if (from.width() == 1) {
      addOne(from, to);
      return;
    }
    long used = 0;
    for (int t = 0; t < from.count(); t++) {
      int row = from.neuron(t);
      used += start[row + 1] - start[row];
    }
    if (used >= value.length / MANY && value.length <= MOST_COLUMN_ENTRIES) {
      gather(from, to);
    } else {
      scatter(from, to);
    }
  }

  /** For one function: a dense matrix as it is stored, without the numbers of its columns. */
  private void addOne(CoefficientBlock from, CoefficientBlock to) {
    double[] stored = isDense ? ((DenseMap) map).weights() : null;
    double[] sums = to.values();
    for (int t = 0; t < from.count(); t++) {
      int i = from.neuron(t);
      double c = from.values()[i];
      if (c == 0) {
        continue;
      }
      if (stored != null) {
        to.touchAll();
        int row = i * sums.length;
        for (int j = 0; j < sums.length; j++) {
          sums[j] += c * stored[row + j];
        }
      } else {
        for (int e = start[i]; e < start[i + 1]; e++) {
          to.touch(column[e]);
          sums[column[e]] += c * value[e];
        }
      }
    }
  }

  private void scatter(CoefficientBlock block, CoefficientBlock to) {
    double[] from = block.values();
    double[] sums = to.values();
    for (int t = 0; t < block.count(); t++) {
      int i = block.neuron(t);
      if (block.isZero(i)) {
        continue;
      }
      int at = i * CoefficientBlock.WIDTH;
      for (int e = start[i]; e < start[i + 1]; e++) {
        double v = value[e];
        to.touch(column[e]);
        int into = column[e] * CoefficientBlock.WIDTH;
        for (int r = 0; r < CoefficientBlock.WIDTH; r++) {
          sums[into + r] += v * from[at + r];
        }
      }
    }
  }

  /** Column by column: the sums of a column stay in registers. */
  private void gather(CoefficientBlock from, CoefficientBlock to) {
    SparseColumns columns = columnsOfEntries();
    int count = columns();
    for (int j = 0; j < count; j++) {
      if (!columns.isEmpty(j)) {
        to.touch(j);
        columns.add(j, from, to.values());
      }
    }
  }

  private synchronized SparseColumns columnsOfEntries() {
    if (byColumn == null) {
      byColumn = new SparseColumns(columns(), start, column, value);
    }
    return byColumn;
  }

  /** At least {@code max(1, |M|) x}, over the entries of M, for one vector x ≥ 0. */
  double[] factors(double[] x) {
    double[] y = new double[rows()];
    for (int i = 0; i < y.length; i++) {
      double sum = 0;
      for (int e = start[i]; e < start[i + 1]; e++) {
        sum += Math.max(1, Math.abs(value[e])) * x[column[e]];
      }
      y[i] = Roundoff.inflate(sum * 1.01);
    }
    return y;
  }

  /** At least {@code |M| x} for one vector x ≥ 0, with M's entries off as far as they may be. */
  double[] absolute(double[] x) {
    double[] y = new double[rows()];
    for (int i = 0; i < y.length; i++) {
      double sum = 0;
      for (int e = start[i]; e < start[i + 1]; e++) {
        sum += Math.abs(value[e]) * x[column[e]];
      }
      y[i] = Roundoff.inflate(sum * (1 + relativeError()));
    }
    return y;
  }
}
