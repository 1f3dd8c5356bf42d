package org.plumbline.falsifier.search;

import java.util.SplittableRandom;
import org.plumbline.network.interval.Box;

/** Points of a box, written into rows of a batch; only inputs that vary are drawn. */
public final class StartPoints {
  private static final int ENUMERABLE = 20;

  private final Box box;
  private final int[] varying;
  private final SplittableRandom random;

  public StartPoints(Box box, SplittableRandom random) {
    this.box = box;
    this.varying = box.varying();
    this.random = random;
  }

  /**
   * Writes the points {@code first … first + rows − 1} of a spread: the centre, the lowest and the
   * highest corner, all corners if they make at most half of it, else random ones there, and points
   * drawn uniformly.
   *
   * @param total number of points of the whole spread
   */
  public void spread(int total, int first, int rows, double[] x) {
    boolean all = varying.length <= ENUMERABLE && 1L << varying.length <= total / 2;
    for (int row = 0; row < rows; row++) {
      int point = first + row;
      if (point == 0) {
        centre(x, row);
      } else if (all && point <= 1 << varying.length) {
        corner(x, row, point - 1);
      } else if (!all && point <= 2) {
        corner(x, row, point == 1 ? 0 : -1);
      } else if (!all && point <= total / 2) {
        randomCorner(x, row);
      } else {
        uniform(x, row);
      }
    }
  }

  /** Draws weights on outputs, each from [−1, 1). */
  public void directions(double[] weights) {
    for (int j = 0; j < weights.length; j++) {
      weights[j] = random.nextDouble(-1, 1);
    }
  }

  public void centre(double[] x, int row) {
    int start = fixed(x, row);
    for (int i : varying) {
      x[start + i] = between(i, 0.5);
    }
  }

  public void uniform(double[] x, int row) {
    int start = fixed(x, row);
    for (int i : varying) {
      x[start + i] = between(i, random.nextDouble());
    }
  }

  public void randomCorner(double[] x, int row) {
    int start = fixed(x, row);
    for (int i : varying) {
      x[start + i] = random.nextBoolean() ? box.upper()[i] : box.lower()[i];
    }
  }

  /**
   * Varying input v is at its upper end where bit v of the choice is set; bit 63 serves the rest.
   */
  private void corner(double[] x, int row, long choice) {
    int start = fixed(x, row);
    for (int v = 0; v < varying.length; v++) {
      int i = varying[v];
      x[start + i] = (choice >> Math.min(v, 31) & 1) == 1 ? box.upper()[i] : box.lower()[i];
    }
  }

  private int fixed(double[] x, int row) {
    System.arraycopy(box.lower(), 0, x, row * box.size(), box.size());
    return row * box.size();
  }

  private double between(int i, double part) {
    double point = (1 - part) * box.lower()[i] + part * box.upper()[i];
    return Math.min(box.upper()[i], Math.max(box.lower()[i], point));
  }
}
