package org.plumbline.verifier.bounds;

import java.util.Arrays;

/**
 * The splits that hold in the subproblem of each row, with a multiplier β ≥ 0 per row and split
 * (Wang et al., <em>Beta-CROWN</em>, NeurIPS 2021): where {@code side·(z − point) ≥ 0} holds,
 * {@code row ≥ row − β·side·(z − point)}, so that subtracting the right side from a row's
 * coefficients keeps a lower bound whatever β is. A buffer.
 */
public final class SplitMultipliers {
  private final int[] count;
  private final int[][] row;
  private final int[][] neuron;
  private final double[][] side;
  private final double[][] point;
  private final double[][] beta;

  public SplitMultipliers(int depth) {
    count = new int[depth];
    row = new int[depth][16];
    neuron = new int[depth][16];
    side = new double[depth][16];
    point = new double[depth][16];
    beta = new double[depth][16];
  }

  /** Forgets all splits. */
  public void clear() {
    Arrays.fill(count, 0);
  }

  /**
   * Adds a split for one row, rows ascending.
   *
   * @param isAbove whether neuron ≥ point, else neuron ≤ point
   */
  public void add(int layer, int r, int i, boolean isAbove, double at, double multiplier) {
    int next = count[layer]++;
    if (next > 0 && row[layer][next - 1] > r) {
      throw new IllegalArgumentException("a split of row " + r + " after one of a later row");
    }
    if (next == row[layer].length) {
      row[layer] = Arrays.copyOf(row[layer], 2 * next);
      neuron[layer] = Arrays.copyOf(neuron[layer], 2 * next);
      side[layer] = Arrays.copyOf(side[layer], 2 * next);
      point[layer] = Arrays.copyOf(point[layer], 2 * next);
      beta[layer] = Arrays.copyOf(beta[layer], 2 * next);
    }
    row[layer][next] = r;
    neuron[layer][next] = i;
    side[layer][next] = isAbove ? 1 : -1;
    point[layer][next] = at;
    beta[layer][next] = Math.max(0, multiplier);
  }

  /** Replaces the content by copies, for every row, of the splits of a row elsewhere. */
  void copyPerRow(SplitMultipliers from, int[] fromRow, int rows) {
    clear();
    for (int k = 0; k < count.length; k++) {
      for (int r = 0; r < rows; r++) {
        int s = from.first(k, fromRow[r]);
        for (; s < from.count[k] && from.row[k][s] == fromRow[r]; s++) {
          boolean isAbove = from.side[k][s] > 0;
          add(k, r, from.neuron[k][s], isAbove, from.point[k][s], from.beta[k][s]);
        }
      }
    }
  }

  /** Where the splits of a row begin at a layer, or would. */
  private int first(int layer, int r) {
    int low = 0;
    int high = count[layer];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (row[layer][middle] < r) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The multiplier of a split of a row, 0 if it has none. */
  public double beta(int r, int layer, int i, double at, boolean isAbove) {
    int s = find(r, layer, i, at, isAbove);
    return s < 0 ? 0 : beta[layer][s];
  }

  /** The position of a split of a row at its layer, or −1. */
  int find(int r, int layer, int i, double at, boolean isAbove) {
    for (int s = first(layer, r); s < count[layer] && row[layer][s] == r; s++) {
      if (neuron[layer][s] == i && point[layer][s] == at && side[layer][s] > 0 == isAbove) {
        return s;
      }
    }
    return -1;
  }

  /** Splits at a layer, in the order they were added. */
  public int count(int layer) {
    return count[layer];
  }

  int[] row(int layer) {
    return row[layer];
  }

  int[] neuron(int layer) {
    return neuron[layer];
  }

  double[] side(int layer) {
    return side[layer];
  }

  double[] point(int layer) {
    return point[layer];
  }

  /** The multipliers at a layer, to be read and changed. */
  public double[] beta(int layer) {
    return beta[layer];
  }
}
