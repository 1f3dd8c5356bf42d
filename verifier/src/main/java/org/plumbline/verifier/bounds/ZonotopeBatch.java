package org.plumbline.verifier.bounds;

import org.plumbline.network.interval.Intervals;

/**
 * One layer's values for a batch of subproblems as zonotopes with an interval remainder:
 *
 * <pre>y = c + Σ_g ε_g · G_g + η ∘ remainder,   ε_g, η_i ∈ [−1, 1]</pre>
 *
 * Subproblem b owns the rows {@code rowStart[b] … rowStart[b+1]}: first its centre, then one row
 * per noise symbol, in the order in which symbols were created, inputs first. A layer may know
 * fewer symbols than a later one; the missing rows are zero.
 */
final class ZonotopeBatch {
  private final int size;
  private int[] rowStart = new int[1];
  private double[] rows = new double[0];
  private double[] remainder = new double[0];
  private double[] spread = new double[0];
  private boolean isMeasured;

  ZonotopeBatch(int size) {
    this.size = size;
  }

  int size() {
    return size;
  }

  int[] rowStart() {
    return rowStart;
  }

  double[] rows() {
    return rows;
  }

  double[] remainder() {
    return remainder;
  }

  int rowCount(int batch) {
    return rowStart[batch];
  }

  int symbols(int b) {
    return rowStart[b + 1] - rowStart[b] - 1;
  }

  /** Gives subproblem b room for {@code symbols[b]} symbols; all rows and remainders are zero. */
  void reset(int batch, int[] symbols) {
    if (rowStart.length < batch + 1) {
      rowStart = new int[batch + 1];
    }
    for (int b = 0; b < batch; b++) {
      rowStart[b + 1] = rowStart[b] + 1 + symbols[b];
    }
    rows = zeroed(rows, Math.multiplyExact(rowStart[batch], size));
    remainder = zeroed(remainder, batch * size);
    spread = zeroed(spread, batch * size);
    isMeasured = false;
  }

  /** {@code Σ_g |G_g|} of each neuron, {@code [batch × size]}, summed on the first call. */
  double[] spread(int batch) {
    if (!isMeasured) {
      isMeasured = true;
      for (int b = 0; b < batch; b++) {
        for (int row = rowStart[b] + 1; row < rowStart[b + 1]; row++) {
          addAbsolute(rows, row * size, spread, b * size, size);
        }
      }
    }
    return spread;
  }

  /** The array behind {@link #spread}, all zero, for a caller that sums while it fills the rows. */
  double[] spreadToFill() {
    isMeasured = true;
    return spread;
  }

  private static void addAbsolute(double[] from, int start, double[] to, int at, int n) {
    for (int i = 0; i < n; i++) {
      to[at + i] += Math.abs(from[start + i]);
    }
  }

  private static double[] zeroed(double[] buffer, int needed) {
    if (buffer.length < needed) {
      return new double[needed + needed / 4];
    }
    java.util.Arrays.fill(buffer, 0, needed, 0);
    return buffer;
  }

  /**
   * Whether another layer's zonotopes have the same symbols, so that rows correspond one to one.
   */
  boolean hasSameRows(ZonotopeBatch other, int batch) {
    for (int b = 0; b <= batch; b++) {
      if (rowStart[b] != other.rowStart[b]) {
        return false;
      }
    }
    return true;
  }

  /** Makes a neuron an interval; it has no symbols yet. */
  void set(int b, int i, double low, double high) {
    double centre = Intervals.middle(low, high);
    rows[rowStart[b] * size + i] = centre;
    remainder[b * size + i] = Intervals.radius(centre, low, high);
  }
}
