package org.plumbline.soundness.deployment.audit;

import org.plumbline.network.interval.Box;

/**
 * Where the outputs for one input lie as real numbers, and where a runtime may compute them.
 *
 * @param allowed contains {@code real}
 */
record Allowance(Box real, Box allowed) {

  boolean contains(int output, double value) {
    return Double.isFinite(value)
        && value >= allowed.lower()[output]
        && value <= allowed.upper()[output];
  }

  /**
   * How much of what is allowed on its side a value is away from real numbers: 1 is the end, and no
   * finite number is infinitely far away.
   */
  double share(int output, double value) {
    if (!Double.isFinite(value)) {
      return Double.POSITIVE_INFINITY;
    }
    double below = real.lower()[output] - value;
    if (below > 0) {
      return below / (real.lower()[output] - allowed.lower()[output]);
    }
    double above = value - real.upper()[output];
    return above > 0 ? above / (allowed.upper()[output] - real.upper()[output]) : 0;
  }
}
