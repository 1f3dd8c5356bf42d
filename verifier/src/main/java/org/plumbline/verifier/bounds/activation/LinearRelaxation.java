package org.plumbline.verifier.bounds.activation;

import org.plumbline.network.interval.Intervals;
import org.plumbline.network.interval.Rounding;

/**
 * Two lines that enclose an activation: {@code lowerSlope·x + lowerOffset ≤ σ(x) ≤ upperSlope·x +
 * upperOffset} for every real x in the interval they were made for. A mutable out-parameter, so
 * that relaxing millions of neurons allocates nothing.
 */
public final class LinearRelaxation {
  public double lowerSlope;
  public double lowerOffset;
  public double upperSlope;
  public double upperOffset;

  /** Of two parallel lines: the offset of the one in the middle. */
  public double middle() {
    return 0.5 * upperOffset + 0.5 * lowerOffset;
  }

  /** Of two parallel lines: how far either is from the one in the middle, rounded up. */
  public double halfGap() {
    double middle = middle();
    return upperOffset == lowerOffset
        ? 0
        : Math.max(upperOffset - middle, middle - lowerOffset) * Intervals.WIDEN
            + Rounding.UNDERFLOW;
  }

  void set(double lowSlope, double lowOffset, double upSlope, double upOffset) {
    lowerSlope = lowSlope;
    lowerOffset = lowOffset;
    upperSlope = upSlope;
    upperOffset = upOffset;
  }
}
