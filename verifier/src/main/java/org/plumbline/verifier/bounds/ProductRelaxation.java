package org.plumbline.verifier.bounds;

import org.plumbline.network.model.ProductLayer;

/**
 * The two planes around every product {@code y = a·b}: {@code slope·a + second·b + offset}. They
 * start with the middles of the other factor as slopes, where both lower McCormick planes weigh the
 * same; the offsets come from {@link ProductOffset}.
 */
final class ProductRelaxation {
  private final ProductOffset offset = new ProductOffset();

  /** Makes the planes of layer k for every subproblem. */
  void prepare(ProductLayer layer, int k, BatchBounds bounds, Lines lines) {
    int count = bounds.batch() * layer.size();
    for (int at = 0; at < count; at++) {
      double l = bounds.lower(layer.left())[at];
      double u = bounds.upper(layer.left())[at];
      double m = bounds.lower(layer.right())[at];
      double v = bounds.upper(layer.right())[at];
      double slope = 0.5 * m + 0.5 * v;
      double second = 0.5 * l + 0.5 * u;
      offset.enclose(slope, second, l, u, m, v);
      boolean isFinite = !Double.isNaN(offset.least()) && !Double.isNaN(offset.greatest());
      lines.lowerSlope(k)[at] = isFinite ? slope : 0;
      lines.lowerSecond(k)[at] = isFinite ? second : 0;
      lines.upperSlope(k)[at] = isFinite ? slope : 0;
      lines.upperSecond(k)[at] = isFinite ? second : 0;
      lines.lowerOffset(k)[at] = isFinite ? offset.least() : Double.NEGATIVE_INFINITY;
      lines.upperOffset(k)[at] = isFinite ? offset.greatest() : Double.POSITIVE_INFINITY;
    }
  }

  /** Moves the planes of each row, which carry the coefficients {@code above}, uphill. */
  void move(
      ProductLayer layer,
      int k,
      Lines lines,
      BatchBounds bounds,
      LinearForms forms,
      double[] above,
      double[] left,
      double[] right,
      double rate,
      AdamState moments,
      AdamState secondMoments) {
    int n = layer.size();
    for (int r = 0; r < forms.rows(); r++) {
      for (int i = 0; i < n; i++) {
        int j = r * n + i;
        int at = forms.owner()[r] * n + i;
        double l = bounds.lower(layer.left())[at];
        double u = bounds.upper(layer.left())[at];
        double m = bounds.lower(layer.right())[at];
        double v = bounds.upper(layer.right())[at];
        if (above[j] == 0 || !(l < u) || !(m < v) || Double.isInfinite((u - l) * (v - m))) {
          continue;
        }
        boolean isLower = above[j] > 0;
        double[] slope = isLower ? lines.lowerSlope(k) : lines.upperSlope(k);
        double[] second = isLower ? lines.lowerSecond(k) : lines.upperSecond(k);
        offset.enclose(slope[j], second[j], l, u, m, v);
        double a = left[j] - (isLower ? offset.leastLeft() : offset.greatestLeft());
        double b = right[j] - (isLower ? offset.leastRight() : offset.greatestRight());
        slope[j] = clamp(slope[j] + rate * (v - m) * moments.move(j, above[j] * a), m, v);
        second[j] = clamp(second[j] + rate * (u - l) * secondMoments.move(j, above[j] * b), l, u);
        offset.enclose(slope[j], second[j], l, u, m, v);
        if (isLower) {
          lines.lowerOffset(k)[j] = offset.least();
        } else {
          lines.upperOffset(k)[j] = offset.greatest();
        }
      }
    }
  }

  private static double clamp(double x, double low, double high) {
    return Math.max(low, Math.min(high, x));
  }
}
