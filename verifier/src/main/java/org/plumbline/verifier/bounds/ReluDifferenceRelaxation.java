package org.plumbline.verifier.bounds;

import org.plumbline.certificates.slope.ReluDifferenceSlopes;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * The two planes around every difference of ReLUs {@code Δ = max(z + d, 0) − max(z, 0)}. Where both
 * ReLUs are in one phase they are the same, and exact:
 *
 * <pre>  z ≥ 0, z + d ≥ 0: d     z ≤ 0, z + d ≤ 0: 0
 *   z ≥ 0, z + d ≤ 0: −z    z ≤ 0, z + d ≥ 0: z + d</pre>
 *
 * Elsewhere {@link ReluDifferenceSlopes} chooses the slopes and {@link ReluDifferenceOffset} proves
 * the offsets. The sum is known to lie in the sum of both intervals.
 */
final class ReluDifferenceRelaxation {
  private final ReluDifferenceSlopes slopes = new ReluDifferenceSlopes();
  private final ReluDifferenceOffset offset = new ReluDifferenceOffset();

  /** Makes the planes of layer k for every subproblem. */
  void prepare(ReluDifferenceLayer layer, int k, BatchBounds bounds, Lines lines) {
    int count = bounds.batch() * layer.size();
    for (int at = 0; at < count; at++) {
      double l = bounds.lower(layer.base())[at];
      double u = bounds.upper(layer.base())[at];
      double m = bounds.lower(layer.change())[at];
      double v = bounds.upper(layer.change())[at];
      if (ReluDifferenceSlopes.isLinear(l, u, m, v)) {
        double after = l + m >= 0 ? 1 : 0;
        double before = l >= 0 ? 1 : 0;
        below(k, at, lines, after - before, after, 0);
        above(k, at, lines, after - before, after, 0);
        continue;
      }
      slopes.below(l, u, m, v);
      offset.enclose(slopes.ofBase(), slopes.ofChange(), l, u, m, v);
      below(k, at, lines, slopes.ofBase(), slopes.ofChange(), offset.least());
      slopes.above(l, u, m, v);
      offset.enclose(slopes.ofBase(), slopes.ofChange(), l, u, m, v);
      above(k, at, lines, slopes.ofBase(), slopes.ofChange(), offset.greatest());
    }
  }

  private static void below(int k, int at, Lines lines, double p, double q, double t) {
    boolean isFinite = Math.abs(t) < Double.POSITIVE_INFINITY;
    lines.lowerSlope(k)[at] = isFinite ? p : 0;
    lines.lowerSecond(k)[at] = isFinite ? q : 0;
    lines.lowerOffset(k)[at] = isFinite ? t : Double.NEGATIVE_INFINITY;
  }

  private static void above(int k, int at, Lines lines, double p, double q, double t) {
    boolean isFinite = Math.abs(t) < Double.POSITIVE_INFINITY;
    lines.upperSlope(k)[at] = isFinite ? p : 0;
    lines.upperSecond(k)[at] = isFinite ? q : 0;
    lines.upperOffset(k)[at] = isFinite ? t : Double.POSITIVE_INFINITY;
  }

  /**
   * Narrows neuron i of subproblem b by the range of its sources: Δ does not fall where d grows,
   * and for one d it only grows with z, or only falls.
   */
  static void intersectRange(ReluDifferenceLayer layer, int k, int b, int i, BatchBounds bounds) {
    int at = b * layer.size() + i;
    double l = bounds.lower(layer.base())[at];
    double u = bounds.upper(layer.base())[at];
    double m = bounds.lower(layer.change())[at];
    double v = bounds.upper(layer.change())[at];
    double least = Math.min(ReluDifferenceLayer.value(l, m), ReluDifferenceLayer.value(u, m));
    double greatest = Math.max(ReluDifferenceLayer.value(l, v), ReluDifferenceLayer.value(u, v));
    bounds.intersect(
        k,
        b,
        i,
        least > 0 ? Math.nextDown(least) : least,
        greatest > 0 ? Math.nextUp(greatest) : greatest);
  }
}
