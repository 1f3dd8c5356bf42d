package org.plumbline.verifier.branching.clipping;

/**
 * Relaxed clipping of Clip-and-Verify (Zhou et al., NeurIPS 2025): a row that must be at most
 * {@code limit} to be unsafe, and is at least {@code a·x + c}, leaves only the x with {@code a·x +
 * c ≤ limit}; each coordinate can be cut to what that allows while the others are at their best.
 *
 * <p>All roundings go outward: the part cut away holds no unsafe point in real arithmetic.
 */
final class InputClipper {
  private static final double SLACK = 0x1p-45;

  private InputClipper() {}

  /**
   * Narrows the box in place.
   *
   * @param a coefficients, starting at {@code from}; entry i belongs to coordinate i of the box
   * @return false if no point of the box can satisfy the row
   */
  static boolean clip(
      double[] a, int from, double constant, double limit, double[] lower, double[] upper) {
    int n = lower.length;
    double least = constant;
    double size = Math.abs(constant) + Math.abs(limit);
    for (int i = 0; i < n; i++) {
      double term = a[from + i] >= 0 ? a[from + i] * lower[i] : a[from + i] * upper[i];
      least += term;
      size += Math.abs(a[from + i]) * Math.max(Math.abs(lower[i]), Math.abs(upper[i]));
    }
    double room = limit - least + size * (n + 8) * 0x1p-52;
    if (room < 0) {
      return false;
    }
    if (!(room < Double.POSITIVE_INFINITY)) {
      return true;
    }
    for (int i = 0; i < n; i++) {
      double slope = a[from + i];
      double width = upper[i] - lower[i];
      if (Math.abs(slope) * width <= room) {
        continue;
      }
      double reach = room / Math.abs(slope) * (1 + SLACK);
      if (slope > 0) {
        double cut = Math.nextUp(lower[i] + reach);
        upper[i] = Math.min(upper[i], cut + Math.abs(cut) * SLACK);
      } else {
        double cut = Math.nextDown(upper[i] - reach);
        lower[i] = Math.max(lower[i], cut - Math.abs(cut) * SLACK);
      }
    }
    return true;
  }
}
