package org.plumbline.cli.output;

import java.util.Locale;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;

/**
 * A part of a number of independent trials, with the 95 % confidence interval of Clopper and
 * Pearson (<em>The Use of Confidence or Fiducial Limits Illustrated in the Case of the
 * Binomial</em>, 1934), which covers the true rate at least that often.
 */
public record Share(int part, int whole) {
  private static final double ERROR_RATE = 0.05;

  public double rate() {
    return (double) part / whole;
  }

  public double lower() {
    return whole == 0 ? 0 : interval().getLowerBound();
  }

  public double upper() {
    return whole == 0 ? 1 : interval().getUpperBound();
  }

  private Interval interval() {
    return BinomialConfidenceInterval.CLOPPER_PEARSON.fromErrorRate(whole, part, ERROR_RATE);
  }

  /** As {@code 775 of 980, 79.1 % (76.4 to 81.6)}. */
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
