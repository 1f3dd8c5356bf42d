package org.plumbline.network.interval;

/**
 * Error bounds of IEEE binary64 arithmetic, round to nearest, following Higham, <em>Accuracy and
 * Stability of Numerical Algorithms</em>, chapter 3: a sum of n products computed in any order,
 * with or without fused multiply-add, differs from the exact one by at most {@code γₙ · Σ|aᵢ||bᵢ|},
 * {@code γₙ = n·u / (1 − n·u)}, plus underflow.
 */
public final class Rounding {
  /** Unit roundoff u = 2⁻⁵³. */
  public static final double UNIT = 0x1p-53;

  /**
   * Covers what underflow loses in any one bound: fewer than 2⁶⁰ operations, each at most 2⁻¹⁰⁷⁴
   * times a later factor below {@link #LARGEST_MAGNITUDE}.
   */
  public static final double UNDERFLOW = 0x1p-600;

  /** Networks whose values may exceed this are not bounded at all: 2⁴⁰⁰. */
  public static final double LARGEST_MAGNITUDE = 0x1p400;

  private Rounding() {}

  /** γₙ, rounded up. */
  public static double gamma(long n) {
    double nu = n * UNIT;
    return nu / (1 - nu) * (1 + 8 * UNIT);
  }

  /** A double at least as large as any sum of up to 2²⁰ non-negative terms computed as x. */
  public static double inflate(double x) {
    return x * (1 + 0x1p-30) + UNDERFLOW;
  }
}
