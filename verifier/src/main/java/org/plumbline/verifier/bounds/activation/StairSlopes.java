package org.plumbline.verifier.bounds.activation;

import org.plumbline.network.model.Activation;

/**
 * Slopes of lines below and above Floor and Round on an interval: the edges of the convex hull of
 * the stairs over the middle of the interval. A line that touches the hull there leaves the least
 * area of all. {@link EnclosingOffset} makes any slope sound.
 *
 * @param isFlat whether the interval lies on one stair
 * @param first where the second stair begins
 * @param last where the last stair begins
 */
record StairSlopes(boolean isFlat, double low, double first, double last, double high) {
  /** Stairs that are seen for less than this get no steep line. */
  private static final double NARROW = 1e-9;

  static StairSlopes of(Activation activation, double low, double high) {
    double shift = activation.kind() == Activation.Kind.ROUND ? 0.5 : 0;
    double from = activation.value(low);
    double to = activation.value(high);
    return new StairSlopes(!(from < to), low, from + 1 - shift, to - shift, high);
  }

  /** Flat before the first jump, 1 between jumps, steep behind the last one. */
  double below() {
    double middle = 0.5 * low + 0.5 * high;
    if (isFlat || middle <= first) {
      return 0;
    }
    return middle <= last ? 1 : high - last > NARROW ? 1 / (high - last) : 0;
  }

  /** Steep before the first jump, 1 between jumps, flat behind the last one. */
  double above() {
    double middle = 0.5 * low + 0.5 * high;
    if (isFlat || middle >= last) {
      return 0;
    }
    return middle >= first ? 1 : first - low > NARROW ? 1 / (first - low) : 0;
  }

  /** Lines of slope 1 are 1 apart, flat ones as far as the stairs are high. */
  double parallel() {
    return last - first >= 1 ? 1 : 0;
  }
}
