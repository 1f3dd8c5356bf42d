package org.plumbline.verifier.bounds;

import org.plumbline.certificates.slope.ProductSlopes;
import org.plumbline.certificates.slope.ShareByte;
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

  /**
   * Moves the planes of each row, which carry the coefficients {@code above}, uphill: how much they
   * have of the second of McCormick's planes.
   */
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
      ChosenPlaces places) {
    int n = layer.size();
    for (int j = 0; j < forms.rows() * n; j++) {
      int at = forms.owner()[j / n] * n + j % n;
      double l = bounds.lower(layer.left())[at];
      double u = bounds.upper(layer.left())[at];
      double m = bounds.lower(layer.right())[at];
      double v = bounds.upper(layer.right())[at];
      if (above[j] == 0 || !(l < u) || !(m < v) || Double.isInfinite((u - l) * (v - m))) {
        continue;
      }
      boolean isLower = above[j] > 0;
      double rise =
          isLower
              ? (v - m) * left[j] + (u - l) * right[j] - (u * v - l * m)
              : (m - v) * left[j] + (u - l) * right[j] - (u * m - l * v);
      double free = places.free(j, isLower, 0.5) + rate * moments.move(j, above[j] * rise);
      double share = Math.max(0, Math.min(1, free));
      byte choice = ShareByte.nearest(share);
      ProductSlopes slopes = ProductSlopes.of(choice, isLower, l, u, m, v);
      offset.enclose(slopes.left(), slopes.right(), l, u, m, v);
      places.choose(j, isLower, share, choice);
      (isLower ? lines.lowerSlope(k) : lines.upperSlope(k))[j] = slopes.left();
      (isLower ? lines.lowerSecond(k) : lines.upperSecond(k))[j] = slopes.right();
      if (isLower) {
        lines.lowerOffset(k)[j] = offset.least();
      } else {
        lines.upperOffset(k)[j] = offset.greatest();
      }
    }
  }
}
