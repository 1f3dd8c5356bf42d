package org.plumbline.verifier.branching.trees;

/**
 * Where {@code η ↦ gain·η − ‖a + η·b‖₁}, which is concave, is greatest: at the kink at which its
 * slope is used up, found by selection as a quantile is. Owns its buffers.
 */
final class Kinks {
  private final double[] at;
  private final double[] drop;

  /**
   * @param most entries of a
   */
  Kinks(int most) {
    this.at = new double[most];
    this.drop = new double[most];
  }

  /** The best η of either sign. */
  double bestOnEitherSide(double[] a, double[] b, double gain) {
    double slope = gain;
    for (int i = 0; i < a.length; i++) {
      slope -= a[i] > 0 ? b[i] : a[i] < 0 ? -b[i] : 0;
    }
    return slope >= 0 ? best(a, b, slope, 1) : -best(a, b, -slope, -1);
  }

  /**
   * The best η ≥ 0.
   *
   * @param slope at 0, where entries of a that are 0 count for nothing
   */
  double best(double[] a, double[] b, double slope) {
    return best(a, b, slope, 1);
  }

  private double best(double[] a, double[] b, double slope, double side) {
    double left = slope;
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      if (a[i] * b[i] * side < 0) {
        at[count] = Math.abs(a[i] / b[i]);
        drop[count++] = 2 * Math.abs(b[i]);
      } else if (a[i] == 0) {
        left -= Math.abs(b[i]);
      }
    }
    return left > 0 ? select(count, left) : 0;
  }

  private double select(int count, double slope) {
    int from = 0;
    int end = count;
    double left = slope;
    double last = 0;
    while (from < end) {
      double pivot = at[(from + end) >>> 1];
      int low = from;
      int high = end;
      double below = 0;
      double equal = 0;
      for (int i = from; i < high; ) {
        if (at[i] < pivot) {
          below += drop[i];
          swap(i++, low++);
        } else if (at[i] > pivot) {
          swap(i, --high);
        } else {
          equal += drop[i++];
        }
      }
      if (below >= left) {
        end = low;
      } else if (below + equal >= left) {
        return pivot;
      } else {
        left -= below + equal;
        last = pivot;
        from = high;
      }
    }
    return last;
  }

  private void swap(int i, int j) {
    double place = at[i];
    at[i] = at[j];
    at[j] = place;
    double size = drop[i];
    drop[i] = drop[j];
    drop[j] = size;
  }
}
