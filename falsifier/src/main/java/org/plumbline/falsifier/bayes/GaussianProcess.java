package org.plumbline.falsifier.bayes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What values at some points say about values elsewhere: a Gaussian process with the Matérn kernel
 * of smoothness 5/2, on values scaled to mean 0 and variance 1. Its length is the most likely one
 * of a few, chosen anew when the number of points has grown by a quarter.
 *
 * <p>Rasmussen, Williams, <em>Gaussian Processes for Machine Learning</em>, 2006, algorithm 2.1. A
 * new point takes O(n²), a new length O(n³), a prediction O(n²).
 */
final class GaussianProcess {
  private static final double[] LENGTHS = {0.1, 0.2, 0.4, 0.8, 1.6};
  private static final double NOISE = 1e-4;
  private static final double GROWTH = 1.25;

  private final List<double[]> points = new ArrayList<>();
  private final List<Double> values = new ArrayList<>();
  private Cholesky factor = new Cholesky();
  private double length;
  private double[] weights = {};
  private double mean;
  private double deviation = 1;
  private int fitted;

  /** What is expected at a point, and how uncertain that is. */
  record Prediction(double mean, double deviation) {}

  /**
   * @param value finite
   */
  void add(double[] point, double value) {
    points.add(point.clone());
    values.add(value);
    scale();
    if (points.size() >= GROWTH * fitted) {
      fit();
    } else {
      factor.add(covariances(point, points.size() - 1, length), 1 + NOISE);
    }
    weights = factor.solve(scaled());
  }

  private void scale() {
    mean = values.stream().mapToDouble(v -> v).average().orElse(0);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    double variance = squares / values.size();
    deviation = variance > 0 ? Math.sqrt(variance) : 1;
  }

  private double[] scaled() {
    return values.stream().mapToDouble(v -> (v - mean) / deviation).toArray();
  }

  private void fit() {
    fitted = points.size();
    double best = Double.NEGATIVE_INFINITY;
    double[] y = scaled();
    double diameter = Math.sqrt(points.get(0).length);
    for (double part : LENGTHS) {
      Cholesky candidate = new Cholesky();
      for (int n = 0; n < points.size(); n++) {
        candidate.add(covariances(points.get(n), n, part * diameter), 1 + NOISE);
      }
      double likelihood = candidate.logLikelihood(y);
      if (likelihood > best) {
        best = likelihood;
        length = part * diameter;
        factor = candidate;
      }
    }
  }

  /** With the first points. */
  private double[] covariances(double[] point, int count, double length) {
    double[] covariances = new double[count];
    for (int n = 0; n < count; n++) {
      double[] other = points.get(n);
      double squares = 0;
      for (int i = 0; i < point.length; i++) {
        squares += (point[i] - other[i]) * (point[i] - other[i]);
      }
      double r = Math.sqrt(5 * squares) / length;
      covariances[n] = (1 + r + r * r / 3) * Math.exp(-r);
    }
    return covariances;
  }

  /** Of at least one point. */
  Prediction at(double[] point) {
    double[] k = covariances(point, points.size(), length);
    double expected = 0;
    for (int n = 0; n < k.length; n++) {
      expected += k[n] * weights[n];
    }
    double explained = Arrays.stream(factor.forward(k)).map(v -> v * v).sum();
    return new Prediction(
        mean + deviation * expected, deviation * Math.sqrt(Math.max(0, 1 - explained)));
  }
}
