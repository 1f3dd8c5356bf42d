package org.plumbline.suite;

import java.util.Locale;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/**
 * A part of a number of questions. Where these are a sample of independent ones, the 95 %
 * confidence interval of Clopper and Pearson (<em>The Use of Confidence or Fiducial Limits
 * Illustrated in the Case of the Binomial</em>, 1934) covers the true rate at least that often.
 */
public record Share(int part, int whole) {
  private static final double ERROR_RATE = 0.05;

  /** Between 0 and 1; 0 of nothing. */
  public double rate() {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** Lower end of the interval. */
  public double lower() {
    return whole == 0 ? 0 : interval().getLowerBound();
  }

  /** Upper end of the interval. */
  public double upper() {
    return whole == 0 ? 1 : interval().getUpperBound();
  }

  private Interval interval() {
    return BinomialConfidenceInterval.CLOPPER_PEARSON.fromErrorRate(whole, part, ERROR_RATE);
  }

  /** As {@code 775 of 980, 79.08 % (76.40 to 81.60)}. */
  @Override
  public String toString() {
    return whole == 0
        ? "none"
        : String.format(
            Locale.ROOT,
            "%d of %d, %.2f %% (%.2f to %.2f)",
            part,
            whole,
            100 * rate(),
            100 * lower(),
            100 * upper());
  }
}
