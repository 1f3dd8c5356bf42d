package org.plumbline.falsifier.gradient;

import java.util.Arrays;

/**
 * The points z with {@code aᵢ·z ≥ cᵢ} for all i, and the nearest of them to a point: the quadratic
 * program {@code min ‖z − z₀‖²}, solved by ascent on one multiplier of its dual after the other.
 *
 * <p>Hildreth, <em>A quadratic programming procedure</em>, 1957. Converges linearly; a sweep costs
 * as much as the numbers in the rows.
 *
 * @param rows aᵢ
 * @param least cᵢ
 */
record HalfSpaces(double[][] rows, double[] least) {
  private static final int MOST_SWEEPS = 100_000;
  private static final long MOST_PRODUCTS = 1L << 30;
  private static final double TOLERANCE = 1e-12;

  /** The nearest point; where there is none, or it takes too long, one that violates something. */
  double[] nearestTo(double[] point) {
    double[] z = point.clone();
    double[] squares = Arrays.stream(rows).mapToDouble(row -> dot(row, row)).toArray();
    double[] multipliers = new double[rows.length];
    long sweeps = Math.min(MOST_SWEEPS, MOST_PRODUCTS / ((long) rows.length * z.length));
    for (long sweep = 0; sweep < sweeps; sweep++) {
      double moved = 0;
      for (int i = 0; i < rows.length; i++) {
        if (squares[i] > 0) {
          double step = (least[i] - dot(rows[i], z)) / squares[i];
          double next = Math.max(0, multipliers[i] + step);
          moved = Math.max(moved, Math.abs(next - multipliers[i]) * Math.sqrt(squares[i]));
          add(next - multipliers[i], rows[i], z);
          multipliers[i] = next;
        }
      }
      if (!(moved > TOLERANCE * (1 + Math.sqrt(dot(z, z))))) {
        return z;
      }
    }
    return z;
  }

  private static void add(double factor, double[] row, double[] z) {
    if (factor != 0) {
      for (int j = 0; j < z.length; j++) {
        z[j] += factor * row[j];
      }
    }
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int j = 0; j < left.length; j++) {
      sum += left[j] * right[j];
    }
    return sum;
  }
}
