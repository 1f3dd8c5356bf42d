package org.plumbline.certificates.slope;

/**
 * Slopes of the lines below and above a piecewise linear function, given by its points at the ends
 * of an interval and at the kinks between: the edge of the convex hull over the middle of the
 * interval, which is the line that leaves the least area.
 */
public final class TableSlopes {
  private TableSlopes() {}

  /**
   * @param x ascending, first to last
   * @param y values there
   * @param side 1 for the line below, −1 for the line above
   */
  public static double of(double[] x, double[] y, int side) {
    int[] hull = new int[x.length];
    int size = 0;
    for (int i = 0; i < x.length; i++) {
      while (size > 1 && side * turn(x, y, hull[size - 2], hull[size - 1], i) <= 0) {
        size--;
      }
      hull[size++] = i;
    }
    double middle = 0.5 * x[0] + 0.5 * x[x.length - 1];
    int edge = 1;
    while (edge < size - 1 && x[hull[edge]] < middle) {
      edge++;
    }
    return size < 2 ? 0 : slope(x, y, hull[edge - 1], hull[edge]);
  }

  /** The slope between parallel lines that are nearest to one another, or nearly so. */
  public static double parallel(double[] x, double[] y) {
    double best = 0;
    double least = Double.POSITIVE_INFINITY;
    double chord = slope(x, y, 0, x.length - 1);
    for (double s : new double[] {of(x, y, 1), of(x, y, -1), chord}) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < x.length; i++) {
        low = Math.min(low, y[i] - s * x[i]);
        high = Math.max(high, y[i] - s * x[i]);
      }
      if (high - low < least) {
        least = high - low;
        best = s;
      }
    }
    return best;
  }

  private static double turn(double[] x, double[] y, int a, int b, int c) {
    return (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a]);
  }

  private static double slope(double[] x, double[] y, int a, int b) {
    double slope = (y[b] - y[a]) / (x[b] - x[a]);
    return Double.isFinite(slope) ? slope : 0;
  }
}
