package org.plumbline.certificates.check;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One layer's neurons as linear functions of symbols that lie in [−1, 1]: neuron i is {@code cᵢ +
 * Σₛ gᵢₛεₛ}, off by at most {@code restᵢ}. Columns are kept eight by eight, the first one is c; a
 * layer may know fewer symbols than a later one, whose columns are then zero.
 */
final class Zonotope {
  /** Columns that are kept together. */
  static final int WIDTH = CoefficientBlock.WIDTH;

  private final double[][] columns;
  private final double[] rest;
  private double[] spread;

  /**
   * All zero.
   *
   * @param symbols whose columns it has
   */
  Zonotope(int neurons, int symbols) {
    this.columns = new double[blocks(symbols)][Math.multiplyExact(neurons, WIDTH)];
    this.rest = new double[neurons];
  }

  private static int blocks(int symbols) {
    return symbols / WIDTH + 1;
  }

  /** Doubles that a layer takes. */
  static long size(long neurons, int symbols) {
    return neurons * WIDTH * blocks(symbols);
  }

  /** Symbols that it may have: those without a column are 0. */
  int symbols() {
    return columns.length * WIDTH - 1;
  }

  int neurons() {
    return rest.length;
  }

  /** Blocks of eight columns. */
  int blocks() {
    return columns.length;
  }

  /** Entry {@code i·WIDTH + q} is neuron i in column {@code block·WIDTH + q}. */
  double[] block(int block) {
    return columns[block];
  }

  /** To be changed in place. */
  double[] rest() {
    return rest;
  }

  double centre(int neuron) {
    return columns[0][neuron * WIDTH];
  }

  void setCentre(int neuron, double centre) {
    columns[0][neuron * WIDTH] = centre;
  }

  /**
   * @param symbol from 0
   */
  void setSymbol(int neuron, int symbol, double value) {
    int column = symbol + 1;
    columns[column / WIDTH][neuron * WIDTH + column % WIDTH] = value;
  }

  /** Computed {@code Σₛ |gᵢₛ|} of each neuron, once its columns are filled. */
  double[] spread() {
    if (spread == null) {
      double[] sum = new double[rest.length];
      for (double[] block : columns) {
        for (int i = 0; i < sum.length; i++) {
          int at = i * WIDTH;
          double first = block == columns[0] ? 0 : Math.abs(block[at]);
          sum[i] +=
              first
                  + Math.abs(block[at + 1])
                  + Math.abs(block[at + 2])
                  + Math.abs(block[at + 3])
                  + Math.abs(block[at + 4])
                  + Math.abs(block[at + 5])
                  + Math.abs(block[at + 6])
                  + Math.abs(block[at + 7]);
        }
      }
      spread = sum;
    }
    return spread;
  }

  /** At least {@code |cᵢ| + Σₛ |gᵢₛ|} of each neuron. */
  double[] magnitudes() {
    double[] magnitudes = spread().clone();
    Arrays.setAll(magnitudes, i -> Roundoff.inflate(magnitudes[i] + Math.abs(centre(i))));
    return magnitudes;
  }

  /** Adds the computed columns of {@code M z}; {@link #rest} is not changed. */
  void addProduct(SparseRows rows, Zonotope z) {
    IntStream.range(0, z.blocks())
        .parallel()
        .forEach(block -> rows.addProduct(z.block(block), block(block)));
  }
}
