package org.plumbline.falsifier.monitor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Picks the neurons whose strangeness differs most between benign and adversarial images, in units
 * of its standard deviation, and fits a logistic classifier to them.
 *
 * @param neurons the candidates
 * @param most how many are picked at most
 */
record DetectorFit(int[] neurons, ClassProfiles profiles, int most) {

  /** A detector whose threshold is 0. */
  Detector on(List<NeuronRecorder.Recording> benign, List<NeuronRecorder.Recording> adversarial) {
    double[][] usual = benign.stream().map(profiles::unusual).toArray(double[][]::new);
    double[][] odd = adversarial.stream().map(profiles::unusual).toArray(double[][]::new);
    int[] picked = mostTelling(usual, odd);
    double[][] points = new double[usual.length + odd.length][];
    boolean[] isPositive = new boolean[points.length];
    for (int p = 0; p < points.length; p++) {
      isPositive[p] = p >= usual.length;
      points[p] = picked(isPositive[p] ? odd[p - usual.length] : usual[p], picked);
    }
    double[] weights = LogisticRegression.fit(points, isPositive);
    return new Detector(
        IntStream.of(picked).map(k -> neurons[k]).toArray(),
        Arrays.stream(profiles.means()).map(row -> picked(row, picked)).toArray(double[][]::new),
        Arrays.stream(profiles.deviations())
            .map(row -> picked(row, picked))
            .toArray(double[][]::new),
        Arrays.copyOf(weights, picked.length),
        weights[picked.length],
        0);
  }

  private static double[] picked(double[] values, int[] picked) {
    return IntStream.of(picked).mapToDouble(k -> values[k]).toArray();
  }

  /** Positions among the candidates, ascending. */
  private int[] mostTelling(double[][] usual, double[][] odd) {
    double[] differences = new double[neurons.length];
    for (int k = 0; k < differences.length; k++) {
      double[] left = moments(usual, k);
      double[] right = moments(odd, k);
      double spread = Math.sqrt((left[1] + right[1]) / 2);
      differences[k] = spread > 0 ? Math.abs(left[0] - right[0]) / spread : 0;
    }
    return IntStream.range(0, differences.length)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> -differences[k]))
        .limit(most)
        .mapToInt(k -> k)
        .sorted()
        .toArray();
  }

  /** Mean and variance. */
  private static double[] moments(double[][] rows, int column) {
    double mean = Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElse(0);
    double variance =
        Arrays.stream(rows).mapToDouble(row -> Math.pow(row[column] - mean, 2)).average().orElse(0);
    return new double[] {mean, variance};
  }
}
