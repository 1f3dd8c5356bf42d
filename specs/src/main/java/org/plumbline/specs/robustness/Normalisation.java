package org.plumbline.specs.robustness;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * {@code (v − mean) / deviation} per channel, which the user applies to values before the network
 * sees them.
 *
 * @param mean one per channel
 * @param deviation one per channel, positive
 */
public record Normalisation(BigDecimal[] mean, BigDecimal[] deviation, ChannelOrder order) {
  private static final int DIGITS = 40;

  public Normalisation {
    if (mean.length == 0 || mean.length != deviation.length) {
      throw new IllegalArgumentException(
          mean.length
              + " means but "
              + deviation.length
              + " deviations; give one of each per channel");
    }
    for (BigDecimal value : deviation) {
      if (value.signum() <= 0) {
        throw new IllegalArgumentException("deviation " + value + " is not positive");
      }
    }
  }

  void requireFits(int values) {
    if (values % mean.length != 0) {
      throw new IllegalArgumentException(
          values + " values are not divisible into " + mean.length + " channels");
    }
  }

  /** The normalised value; where it is no short decimal, 40 digits of it, rounded as asked. */
  BigDecimal apply(BigDecimal value, int index, int values, RoundingMode rounding) {
    int channel = order.channel(index, values, mean.length);
    return value
        .subtract(mean[channel])
        .divide(deviation[channel], new MathContext(DIGITS, rounding));
  }
}
