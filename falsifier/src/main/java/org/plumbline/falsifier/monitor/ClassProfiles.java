package org.plumbline.falsifier.monitor;

import java.util.List;

/**
 * How neurons behave on benign images of each class that the network gives: mean and standard
 * deviation. A class with less than two images gets those of all images; a neuron that does not
 * vary a small positive deviation.
 *
 * @param means {@code [class][neuron]}
 * @param deviations {@code [class][neuron]}, positive
 */
record ClassProfiles(double[][] means, double[][] deviations) {
  private static final double LEAST_PART = 1e-3;

  static ClassProfiles of(List<NeuronRecorder.Recording> benign, int classes, int neurons) {
    double[][] means = new double[classes][neurons];
    double[][] deviations = new double[classes][neurons];
    double[][] all = moments(benign, neurons);
    for (int c = 0; c < classes; c++) {
      int label = c;
      List<NeuronRecorder.Recording> own =
          benign.stream().filter(recording -> recording.label() == label).toList();
      double[][] part = own.size() < 2 ? all : moments(own, neurons);
      means[c] = part[0];
      for (int k = 0; k < neurons; k++) {
        double least = Math.max(LEAST_PART * all[1][k], Double.MIN_NORMAL);
        deviations[c][k] = Math.max(part[1][k], all[1][k] > 0 ? least : 1);
      }
    }
    return new ClassProfiles(means, deviations);
  }

  /** Means and standard deviations. */
  private static double[][] moments(List<NeuronRecorder.Recording> recordings, int neurons) {
    double[] mean = new double[neurons];
    double[] deviation = new double[neurons];
    for (int k = 0; k < neurons; k++) {
      int neuron = k;
      mean[k] = recordings.stream().mapToDouble(r -> r.values()[neuron]).average().orElse(0);
      double middle = mean[k];
      deviation[k] =
          Math.sqrt(
              recordings.stream()
                  .mapToDouble(r -> Math.pow(r.values()[neuron] - middle, 2))
                  .average()
                  .orElse(0));
    }
    return new double[][] {mean, deviation};
  }

  /** How unusual each neuron is for the class. */
  double[] unusual(NeuronRecorder.Recording recording) {
    double[] unusual = new double[recording.values().length];
    for (int k = 0; k < unusual.length; k++) {
      unusual[k] =
          Detector.unusual(
              recording.values()[k], means[recording.label()][k], deviations[recording.label()][k]);
    }
    return unusual;
  }
}
