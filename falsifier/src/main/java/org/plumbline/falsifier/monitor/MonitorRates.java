package org.plumbline.falsifier.monitor;

/**
 * How often a monitor was wrong.
 *
 * @param falseAlarms benign images that raised one
 * @param missed adversarial images that did not
 */
public record MonitorRates(long falseAlarms, long benign, long missed, long adversarial) {
  private static final double NORMAL_95 = 1.959963984540054;

  /** A share with the ends of its 95 % confidence interval. */
  public record Rate(double share, double lower, double upper) {}

  public Rate falseAlarmRate() {
    return rate(falseAlarms, benign);
  }

  public Rate missRate() {
    return rate(missed, adversarial);
  }

  /**
   * By Wilson, <em>Probable Inference, the Law of Succession, and Statistical Inference</em>, 1927.
   */
  public static Rate rate(long part, long whole) {
    if (whole == 0) {
      return new Rate(Double.NaN, 0, 1);
    }
    double share = (double) part / whole;
    double z = NORMAL_95 * NORMAL_95 / whole;
    double middle = (share + z / 2) / (1 + z);
    double half = Math.sqrt(z * share * (1 - share) + z * z / 4) / (1 + z);
    return new Rate(share, Math.max(0, middle - half), Math.min(1, middle + half));
  }
}
