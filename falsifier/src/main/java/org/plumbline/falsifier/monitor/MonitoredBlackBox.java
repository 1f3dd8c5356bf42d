package org.plumbline.falsifier.monitor;

import org.plumbline.falsifier.contract.BlackBox;

/**
 * A classifier together with its monitor, as an attacker sees them who knows both: the second class
 * wins for images that the classifier does not give the right class and for which no detector
 * raises an alarm. An attack on it finds what the monitor misses.
 */
public final class MonitoredBlackBox implements BlackBox {
  private final BlackBox inner;
  private final RaidMonitor.Watch watch;
  private final int label;

  /**
   * @param label the right class
   */
  public MonitoredBlackBox(BlackBox inner, RaidMonitor.Watch watch, int label) {
    this.inner = inner;
    this.watch = watch;
    this.label = label;
  }

  @Override
  public int inputs() {
    return inner.inputs();
  }

  /** Kept or caught, and missed. */
  @Override
  public int classes() {
    return 2;
  }

  @Override
  public Knowledge knowledge() {
    return Knowledge.SCORES;
  }

  /**
   * The first score is how far an image is from getting past: the lead of the right class, and once
   * another leads, the suspicion. The second is 0.
   */
  @Override
  public double[] scores(int rows, double[] x) {
    double[] scores = inner.scores(rows, x);
    int classes = inner.classes();
    double[] answers = new double[2 * rows];
    double[] image = new double[inputs()];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(x, r * image.length, image, 0, image.length);
      double suspicion = watch.suspicion(image);
      double alarm = suspicion < 0 ? suspicion : Math.max(suspicion, Double.MIN_VALUE);
      boolean isKept = BlackBox.winner(scores, r * classes, classes) == label;
      answers[2 * r] = isKept ? Math.max(0, lead(scores, r * classes)) + Math.max(0, alarm) : alarm;
    }
    return answers;
  }

  private double lead(double[] scores, int offset) {
    double other = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < inner.classes(); j++) {
      other = j == label ? other : Math.max(other, scores[offset + j]);
    }
    return scores[offset + label] - other;
  }
}
