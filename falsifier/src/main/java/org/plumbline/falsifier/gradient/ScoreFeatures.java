package org.plumbline.falsifier.gradient;

import java.util.Arrays;
import java.util.List;
import org.plumbline.falsifier.search.BatchPasses;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;

/**
 * The features that a classifier's scores are an affine function of: {@code y = W·z + b} with the
 * values z of the layer before the last; the scores themselves where there is no such layer.
 */
final class ScoreFeatures {
  private final double[][] weights;
  private final double[] bias;
  private final BatchPasses passes;
  private final int size;
  private final int inputs;

  ScoreFeatures(WhiteBox box) {
    Network network = box.network();
    int classes = network.outputSize();
    Network below = below(network);
    this.size = below.outputSize();
    this.inputs = network.inputSize();
    this.passes = new BatchPasses(below, box.gemm(), box.threads());
    this.weights = new double[classes][size];
    if (below == network) {
      this.bias = new double[classes];
      for (int k = 0; k < classes; k++) {
        weights[k][k] = 1;
      }
    } else {
      AffineLayer last = (AffineLayer) network.layer(network.outputIndex());
      this.bias = last.bias().clone();
      for (int k = 0; k < classes; k++) {
        double[] row = weights[k];
        last.terms().get(0).map().visitRow(k, (input, weight) -> row[input] += weight);
      }
    }
  }

  private static Network below(Network network) {
    if (!(network.layer(network.outputIndex()) instanceof AffineLayer last)
        || last.terms().size() != 1
        || last.terms().get(0).source() == 0) {
      return network;
    }
    NetworkBuilder builder = new NetworkBuilder(network.input().shape());
    network.layers().subList(1, last.terms().get(0).source() + 1).forEach(builder::add);
    return builder.build();
  }

  double[] of(double[] image) {
    return Arrays.copyOf(passes.outputs(1, image), size);
  }

  /** The gradient of {@code Σ weights·z} at the image whose features were last asked for. */
  double[] gradient(double[] weights) {
    return Arrays.copyOf(passes.gradients(weights), inputs);
  }

  double[] scores(double[] features) {
    double[] scores = bias.clone();
    for (int k = 0; k < scores.length; k++) {
      for (int j = 0; j < size; j++) {
        scores[k] += weights[k][j] * features[j];
      }
    }
    return scores;
  }

  /** The features whose scores are in an order, each by a margin, and before all others. */
  HalfSpaces ordered(List<Integer> ranking, double margin) {
    int chained = ranking.size() - 1;
    double[][] rows = new double[weights.length - 1][];
    double[] least = new double[rows.length];
    int at = 0;
    for (; at < chained; at++) {
      put(ranking.get(at), ranking.get(at + 1), margin, at, rows, least);
    }
    for (int k = 0; k < weights.length; k++) {
      if (!ranking.contains(k)) {
        put(ranking.get(chained), k, margin, at++, rows, least);
      }
    }
    return new HalfSpaces(rows, least);
  }

  private void put(
      int larger, int smaller, double margin, int at, double[][] rows, double[] least) {
    rows[at] = new double[size];
    for (int j = 0; j < size; j++) {
      rows[at][j] = weights[larger][j] - weights[smaller][j];
    }
    least[at] = margin - bias[larger] + bias[smaller];
  }
}
