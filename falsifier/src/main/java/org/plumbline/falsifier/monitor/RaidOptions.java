package org.plumbline.falsifier.monitor;

/**
 * How a monitor is trained.
 *
 * @param detectors at least 1
 * @param candidates neurons drawn for each detector, at most
 * @param neurons of these the most telling ones, at most
 * @param falseAlarmRate share of benign images that may raise an alarm, between 0 and 1; thresholds
 *     are set by images that the training did not see
 */
public record RaidOptions(int detectors, int candidates, int neurons, double falseAlarmRate) {
  public RaidOptions {
    if (detectors < 1 || neurons < 1 || candidates < neurons) {
      throw new IllegalArgumentException(
          detectors + " detectors of " + neurons + " neurons out of " + candidates);
    }
    if (!(falseAlarmRate > 0 && falseAlarmRate < 1)) {
      throw new IllegalArgumentException("a false-alarm rate of " + falseAlarmRate);
    }
  }

  /** Five detectors of 100 neurons each, false alarms on one benign image of twenty. */
  public static RaidOptions standard() {
    return new RaidOptions(5, 1000, 100, 0.05);
  }
}
