package org.plumbline.verifier.bounds.activation;

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

  void set(double lowSlope, double lowOffset, double upSlope, double upOffset) {
    lowerSlope = lowSlope;
    lowerOffset = lowOffset;
    upperSlope = upSlope;
    upperOffset = upOffset;
  }
}
