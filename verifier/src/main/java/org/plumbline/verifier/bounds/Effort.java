package org.plumbline.verifier.bounds;

/**
 * How long and how boldly a bound is optimised.
 *
 * @param steps backward passes, at least 1
 * @param slopes share of the usual rate that slopes begin with: little near an optimum
 * @param multipliers share of the usual rate that multipliers begin with
 */
public record Effort(int steps, double slopes, double multipliers) {
  /** The same share for slopes and multipliers. */
  public static Effort of(int steps, double rate) {
    return new Effort(steps, rate, rate);
  }
}
