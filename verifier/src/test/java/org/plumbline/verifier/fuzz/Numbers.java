package org.plumbline.verifier.fuzz;

import java.util.Random;

/** How the weights, biases and boxes of a random network are drawn. */
enum Numbers {
  /** What training leaves behind. */
  ORDINARY,
  /** Small integers: values meet exactly, at 0 above all. */
  INTEGERS,
  /** Rows are copies of others or their negatives, up to the last bits. */
  CANCELLING,
  /** Layers of very large and very small weights in turn. */
  SCALED,
  /** Down to the subnormal doubles and up to the largest. */
  EXTREME;

  static Numbers draw(Random random) {
    int of = random.nextInt(12);
    return of < 5 ? ORDINARY : of < 7 ? INTEGERS : of < 9 ? CANCELLING : of < 11 ? SCALED : EXTREME;
  }

  /**
   * A matrix with a bias column.
   *
   * @param scale of the layer, 1 but for the last two kinds
   */
  double[][] rows(Random random, int rows, int columns, double scale) {
    double[][] matrix = new double[rows][columns + 1];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c <= columns; c++) {
        double entry = random.nextInt(6) == 0 ? 0 : entry(random, columns) * scale;
        matrix[r][c] = Double.isFinite(entry) ? entry : 1;
      }
      if (this == CANCELLING && r > 0 && random.nextBoolean()) {
        copy(random, matrix[random.nextInt(r)], matrix[r]);
      }
    }
    return matrix;
  }

  private double entry(Random random, int columns) {
    return switch (this) {
      case INTEGERS -> random.nextInt(5) - 2;
      case EXTREME ->
          random.nextInt(8) == 0
              ? Math.scalb(random.nextGaussian(), random.nextInt(2000) - 1040)
              : random.nextGaussian();
      default -> (float) (random.nextGaussian() * 1.5 / Math.sqrt(columns));
    };
  }

  private static void copy(Random random, double[] from, double[] to) {
    int sign = random.nextBoolean() ? 1 : -1;
    boolean isExact = random.nextBoolean();
    for (int c = 0; c < to.length; c++) {
      to[c] = sign * from[c] * (isExact ? 1 : 1 + Math.scalb(random.nextGaussian(), -50));
    }
  }

  /** The scale of the next layer, given the product of those before. */
  double scale(Random random, double before) {
    if (this != SCALED && this != EXTREME) {
      return 1;
    }
    int reach = this == SCALED ? 100 : 900;
    boolean goesBack = random.nextInt(3) == 0;
    double scale = goesBack ? 1 / before : Math.scalb(1.0, random.nextInt(2 * reach + 1) - reach);
    return scale > 0 && scale < Double.POSITIVE_INFINITY ? scale : 1;
  }

  /** An interval: mostly ordinary, at times of no width, of a few units in the last place, or 0. */
  double[] interval(Random random) {
    double centre =
        this == INTEGERS ? random.nextInt(5) - 2 : (float) (random.nextGaussian() * 1.5);
    double low;
    double high;
    switch (random.nextInt(10)) {
      case 0 -> {
        low = centre;
        high = centre;
      }
      case 1 -> {
        low = centre;
        high = centre + 3 * Math.ulp(centre);
      }
      case 2 -> {
        low = 0;
        high = random.nextBoolean() ? 1 : Double.MIN_VALUE;
      }
      default -> {
        double radius = this == INTEGERS ? random.nextInt(3) : random.nextDouble() * 1.5;
        low = centre - radius;
        high = centre + radius;
      }
    }
    return random.nextBoolean() ? new double[] {low, high} : new double[] {-high, -low};
  }
}
