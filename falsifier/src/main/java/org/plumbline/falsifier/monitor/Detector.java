package org.plumbline.falsifier.monitor;

/**
 * A logistic classifier on how unusual the values of some neurons are for the class that the
 * network gives: {@code Σ wₖ·min(10, |aₖ − μₖ| / σₖ) + b}, μ and σ of the benign images of that
 * class. The greater the score the more an image resembles the adversarial ones of the training.
 *
 * @param neurons numbered as {@link NeuronRecorder} does, ascending
 * @param means {@code [class][neuron]}
 * @param deviations {@code [class][neuron]}, positive
 * @param weights one per neuron
 * @param threshold scores above it raise an alarm
 */
public record Detector(
    int[] neurons,
    double[][] means,
    double[][] deviations,
    double[] weights,
    double bias,
    double threshold) {
  private static final double MOST_UNUSUAL = 10;

  public Detector {
    if (weights.length != neurons.length || means.length != deviations.length) {
      throw new IllegalArgumentException("a detector whose parts do not fit");
    }
    for (int c = 0; c < means.length; c++) {
      if (means[c].length != neurons.length || deviations[c].length != neurons.length) {
        throw new IllegalArgumentException("a detector whose class " + c + " does not fit");
      }
      for (double deviation : deviations[c]) {
        if (!(deviation > 0)) {
          throw new IllegalArgumentException("a deviation of " + deviation);
        }
      }
    }
  }

  static double unusual(double value, double mean, double deviation) {
    return Math.min(MOST_UNUSUAL, Math.abs(value - mean) / deviation);
  }

  /** NaN where a neuron's value is no finite number. */
  double score(NeuronRecorder.Recording recording) {
    double score = bias;
    double[] mean = means[recording.label()];
    double[] deviation = deviations[recording.label()];
    for (int k = 0; k < weights.length; k++) {
      if (!Double.isFinite(recording.values()[k])) {
        return Double.NaN;
      }
      score += weights[k] * unusual(recording.values()[k], mean[k], deviation[k]);
    }
    return score;
  }
}
