package org.plumbline.reference.kernel;

import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.plumbline.reference.tensor.Ball;
import org.plumbline.reference.tensor.Mode;
import org.plumbline.reference.tensor.Plain;
import org.plumbline.reference.tensor.ReferenceTensor;
import org.plumbline.reference.tensor.Scalar;

/**
 * The matrix product of reals, block by block. In {@link Mode#REAL} the radius of {@code Σ aₖbₖ}
 * for balls {@code aₖ ± rₖ} and {@code bₖ ± sₖ} is
 *
 * <pre>γ Σ|aₖ||bₖ| + Σ|aₖ|sₖ + Σ rₖ(|bₖ| + sₖ),   γ = n·2⁻⁵³ / (1 − n·2⁻⁵³)</pre>
 *
 * where γ bounds the rounding of a sum of n products in any order (Higham, Accuracy and Stability
 * of Numerical Algorithms, 2002, section 3.1). Where b is exact that is one sum, {@code Σ(γ|aₖ| +
 * rₖ)|bₖ|}; otherwise the first two sums are one, {@code Σ|aₖ|(γ|bₖ| + sₖ)}.
 *
 * <p>There is no rounding if all products are multiples of a power of two 2^q and Σ|aₖ||bₖ| is
 * below 2^(53+q): then each partial sum is a double.
 */
public final class Product {
  private static final int WIDTH = 256;
  private static final int DEPTH = 128;

  /** Stands for the quantum of balls, and is below that of all numbers. */
  private static final int INEXACT = -4 * Quantum.OF_ZERO;

  /** Products with a smaller quantum may not be doubles. */
  private static final int UNDERFLOW = -1000;

  private final Call call;
  private final int rows;
  private final int depth;
  private final int columns;
  private final double gamma;
  private final double[] values;
  private final double[] radii;

  /**
   * @param rows of the left factor
   * @param depth columns of the left, rows of the right factor
   * @param columns of the right factor
   */
  public Product(Call call, int rows, int depth, int columns) {
    this.call = call;
    this.rows = rows;
    this.depth = depth;
    this.columns = columns;
    double units = (depth + 2) * 0x1p-53;
    this.gamma = Math.nextUp(units / (1 - units));
    this.values = new double[Math.multiplyExact(rows, columns)];
    this.radii = call.mode() == Mode.TYPED ? null : new double[values.length];
  }

  /** One result, in row-major order. */
  public Scalar at(int index) {
    return radii == null ? new Plain(values[index]) : new Ball(values[index], radii[index]);
  }

  /** Multiplies two matrices, given by their tensors and where they lie in them. */
  public Product of(ReferenceTensor a, Columns.Strided left, ReferenceTensor b, Columns right) {
    boolean isExact = a.radii() == null && b.radii() == null;
    int[] places = new int[WIDTH * DEPTH];
    for (int from = 0; from < columns; from += WIDTH) {
      int to = Math.min(columns, from + WIDTH);
      for (int first = 0; first < depth; first += DEPTH) {
        Block block = new Block(left, first, Math.min(depth, first + DEPTH), from, to);
        right.find(block.first, block.last, from, to, places);
        double[][] numbers = block.gather(b.values(), places);
        block.addTo(values, i -> a.values()[i], numbers);
        if (radii != null) {
          bound(block, a, numbers, block.gather(b.radii(), places));
        }
      }
      if (radii != null) {
        int quantum = isExact ? quantum(a, left, b, right, from, to, places) : INEXACT;
        finish(quantum, a, left, from, to);
      }
    }
    return this;
  }

  /** Of columns of the right factor, or {@link #INEXACT} as soon as no sum of theirs is exact. */
  private int quantum(
      ReferenceTensor a,
      Columns.Strided left,
      ReferenceTensor b,
      Columns right,
      int from,
      int to,
      int[] places) {
    int greatest = -Quantum.OF_ZERO;
    int leastExponent = Integer.MAX_VALUE;
    for (int row = 0; row < rows; row++) {
      int of = quantum(a.values(), left.first() + row * left.row(), left.column(), 0);
      greatest = Math.max(greatest, of);
      for (int i = row * columns + from; i < row * columns + to; i++) {
        leastExponent = Math.min(leastExponent, Math.getExponent(radii[i] / gamma));
      }
    }
    int needed = leastExponent + 2 - 53 - greatest;
    int least = Quantum.OF_ZERO;
    for (int first = 0; first < depth && least >= needed; first += DEPTH) {
      int last = Math.min(depth, first + DEPTH);
      right.find(first, last, from, to, places);
      int count = (last - first) * (to - from);
      for (int i = 0; i < count && least >= needed; i++) {
        least = places[i] < 0 ? least : Math.min(least, Quantum.of(b.values()[places[i]]));
      }
    }
    return least >= needed ? least : INEXACT;
  }

  private void bound(Block block, ReferenceTensor a, double[][] b, double[][] s) {
    double[][] size = map(b, Math::abs);
    if (s == null) {
      block.addTo(radii, i -> gamma * Math.abs(a.values()[i]) + a.radius(i), size);
      return;
    }
    double[][] moved = sum(map(size, v -> gamma * v), s);
    block.addTo(radii, i -> Math.abs(a.values()[i]), moved);
    if (a.radii() != null) {
      block.addTo(radii, a::radius, sum(size, s));
    }
  }

  private static double[][] map(double[][] rows, DoubleUnaryOperator function) {
    double[][] result = new double[rows.length][rows[0].length];
    for (int k = 0; k < rows.length; k++) {
      for (int j = 0; j < rows[k].length; j++) {
        result[k][j] = function.applyAsDouble(rows[k][j]);
      }
    }
    return result;
  }

  private static double[][] sum(double[][] a, double[][] b) {
    double[][] result = new double[a.length][a[0].length];
    for (int k = 0; k < a.length; k++) {
      for (int j = 0; j < a[k].length; j++) {
        result[k][j] = a[k][j] + b[k][j];
      }
    }
    return result;
  }

  /**
   * Adds the rounding of the radii themselves: sums of at most 3n terms that are not negative, each
   * term off by at most four units and a few of the smallest double.
   *
   * @param quantum of the columns, or {@link #INEXACT}
   */
  private void finish(int quantum, ReferenceTensor a, Columns.Strided left, int from, int to) {
    double inflation = 1 + (3.0 * depth + 16) * 0x1p-52;
    double underflow = 8.0 * depth * Double.MIN_VALUE;
    for (int row = 0; row < rows; row++) {
      int start = left.first() + row * left.row();
      int both = quantum + quantum(a.values(), start, left.column(), quantum);
      for (int i = row * columns + from; i < row * columns + to; i++) {
        boolean isExact = both > UNDERFLOW && Math.getExponent(radii[i] / gamma) + 2 <= 53 + both;
        radii[i] = isExact ? 0 : Math.nextUp(radii[i] * inflation + underflow);
      }
    }
  }

  private int quantum(double[] data, int start, int step, int quantumOfColumns) {
    int least = Quantum.OF_ZERO;
    for (int k = 0; k < depth && least + quantumOfColumns > UNDERFLOW; k++) {
      least = Math.min(least, Quantum.of(data[start + k * step]));
    }
    return least;
  }

  /** {@code sums[j] += Σₖ factors[k] · rows[k][j]}; four k at a time save stores. */
  private static void combine(double[] factors, double[][] rows, double[] sums) {
    int k = 0;
    for (; k + 3 < factors.length; k += 4) {
      addFour(factors, k, rows, sums);
    }
    for (; k < factors.length; k++) {
      double factor = factors[k];
      double[] row = rows[k];
      for (int j = 0; j < sums.length; j++) {
        sums[j] += factor * row[j];
      }
    }
  }

  private static void addFour(double[] factors, int k, double[][] rows, double[] sums) {
    double a = factors[k];
    double b = factors[k + 1];
    double c = factors[k + 2];
    double d = factors[k + 3];
    double[] w = rows[k];
    double[] x = rows[k + 1];
    double[] y = rows[k + 2];
    double[] z = rows[k + 3];
    for (int j = 0; j < sums.length; j++) {
      sums[j] += a * w[j] + b * x[j] + c * y[j] + d * z[j];
    }
  }

  /** Rows {@code first} to before {@code last} of the right factor, its columns from … to. */
  private final class Block {
    private final Columns.Strided left;
    private final int first;
    private final int last;
    private final int from;
    private final int width;

    Block(Columns.Strided left, int first, int last, int from, int to) {
      this.left = left;
      this.first = first;
      this.last = last;
      this.from = from;
      this.width = to - from;
    }

    /** The rows of the block; null for radii that are all 0. */
    double[][] gather(double[] data, int[] places) {
      if (data == null) {
        return null;
      }
      double[][] block = new double[last - first][width];
      int at = 0;
      for (double[] row : block) {
        for (int j = 0; j < width; j++) {
          int place = places[at++];
          row[j] = place < 0 ? 0 : data[place];
        }
      }
      return block;
    }

    /** Adds the product of this part of the left factor with the block to the sums of all rows. */
    void addTo(double[] target, IntToDoubleFunction factor, double[][] block) {
      double[] factors = new double[last - first];
      double[] sums = new double[width];
      for (int row = 0; row < rows; row++) {
        call.budget().work((long) factors.length * width);
        for (int k = first; k < last; k++) {
          factors[k - first] =
              factor.applyAsDouble(left.first() + row * left.row() + k * left.column());
        }
        int at = row * columns + from;
        System.arraycopy(target, at, sums, 0, width);
        combine(factors, block, sums);
        System.arraycopy(sums, 0, target, at, width);
      }
    }
  }
}
