package org.plumbline.certificates.check;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.plumbline.network.linear.LinearMap;

/**
 * A matrix by its non-zero entries, row after row; in a row those above 0 come first. Blocks of
 * {@link #WIDTH} vectors go through it together: entry {@code i·WIDTH + r} of a block is element i
 * of vector r.
 */
final class SparseRows {
  static final int WIDTH = 8;

  private final LinearMap map;
  private final int[] start;
  private final int[] firstNegative;
  private final int[] column;
  private final double[] value;
  private final int mostPerColumn;

  SparseRows(LinearMap map) {
    this(map, j -> true);
  }

  private SparseRows(LinearMap map, IntPredicate isKept) {
    this.map = map;
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
            }
          });
      firstNegative[i] = place[0];
    }
    this.mostPerColumn = Arrays.stream(perColumn).max().orElse(0);
  }

  /** Only these columns, the others left out. */
  SparseRows keeping(IntPredicate isKept) {
    return new SparseRows(map, isKept);
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

  /** {@code to += Mᵀ from}, for a block; rows that are zero in all its vectors cost nothing. */
  void addTransposed(double[] from, double[] to) {
    for (int i = 0; i + 1 < start.length; i++) {
      if (isZero(from, i * WIDTH)) {
        continue;
      }
      int at = i * WIDTH;
      for (int e = start[i]; e < start[i + 1]; e++) {
        double v = value[e];
        int into = column[e] * WIDTH;
        for (int r = 0; r < WIDTH; r++) {
          to[into + r] += v * from[at + r];
        }
      }
    }
  }

  static boolean isZero(double[] block, int at) {
    for (int r = 0; r < WIDTH; r++) {
      if (block[at + r] != 0) {
        return false;
      }
    }
    return true;
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
