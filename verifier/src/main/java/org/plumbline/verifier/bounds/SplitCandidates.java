package org.plumbline.verifier.bounds;

import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ScalarTable;

/**
 * Ranks the neurons of a subproblem for splitting by what their relaxation costs the bound of a
 * row. Two ranks are kept, each best where the other is blind: the intercept of the upper line that
 * the row pays for (the main term of BaBSR; Bunel et al., <em>Branch and Bound for Piecewise Linear
 * Neural Network Verification</em>, JMLR 2020), and the gap between line and function at the very
 * point where the bound is attained.
 */
public final class SplitCandidates {

  /**
   * @param layer of the value to split, which an activation reads
   * @param point where: 0 for a ReLU
   */
  public record Candidate(int layer, int neuron, double point) {}

  private final Network network;
  private final int perRank;
  private final Candidate[] candidates;
  private final double[] scores;

  /**
   * @param perRank candidates to keep of each rank
   */
  public SplitCandidates(Network network, int perRank) {
    this.network = network;
    this.perRank = perRank;
    this.candidates = new Candidate[2 * perRank];
    this.scores = new double[2 * perRank];
  }

  /** Candidates for subproblem b, best first within each rank, nulls where there are fewer. */
  public Candidate[] rank(BoundOptimiser optimiser, BatchBounds bounds, int b, int row) {
    java.util.Arrays.fill(candidates, null);
    java.util.Arrays.fill(scores, 0);
    CrownPropagator crown = optimiser.crown();
    for (int k = 1; k < network.depth(); k++) {
      if (network.layer(k) instanceof ActivationLayer act && crown.reached(k)) {
        rank(act, k, optimiser, bounds, b, row);
      }
    }
    return candidates.clone();
  }

  private void rank(
      ActivationLayer act, int k, BoundOptimiser optimiser, BatchBounds bounds, int b, int row) {
    int n = act.size();
    boolean isRelu = act.activation().kind() == Activation.Kind.RELU;
    double[] a = optimiser.crown().coefficients(k);
    double[] z = optimiser.valuesAtBound(act.source());
    double[] y = optimiser.valuesAtBound(k);
    double[] low = bounds.lower(act.source());
    double[] high = bounds.upper(act.source());
    for (int i = 0; i < n; i++) {
      double coefficient = a[row * n + i];
      double l = low[b * n + i];
      double u = high[b * n + i];
      if (coefficient == 0 || !(l < u) || isRelu && (l >= 0 || u <= 0)) {
        continue;
      }
      double point = isRelu ? 0 : splitPoint(act.activation(), l, u);
      if (!(l < point && point < u)) {
        continue;
      }
      double at = Math.max(l, Math.min(u, z[row * n + i]));
      double gap = Math.abs(coefficient * (y[row * n + i] - act.activation().value(at)));
      double intercept =
          isRelu ? Math.max(0, -coefficient) * (-l * u) / (u - l) : Math.abs(coefficient) * (u - l);
      keep(0, gap, act.source(), i, point);
      keep(perRank, intercept, act.source(), i, point);
    }
  }

  private static double splitPoint(Activation activation, double l, double u) {
    return switch (activation.kind()) {
      case LEAKY_RELU -> 0;
      case CLIP ->
          l < activation.first() && activation.first() < u
              ? activation.first()
              : activation.second();
      case TABLE -> middleKink(activation.table(), l, u);
      default -> l < 0 && u > 0 && Math.min(-l, u) > 0.1 * (u - l) ? 0 : 0.5 * l + 0.5 * u;
    };
  }

  /** The kink next to the middle, or the middle where the function does not bend. */
  private static double middleKink(ScalarTable table, double l, double u) {
    double[] points = table.points(l, u);
    double middle = 0.5 * l + 0.5 * u;
    double best = middle;
    double nearest = Double.POSITIVE_INFINITY;
    for (int i = 1; i < points.length - 1; i++) {
      if (Math.abs(points[i] - middle) < nearest) {
        nearest = Math.abs(points[i] - middle);
        best = points[i];
      }
    }
    return best;
  }

  private void keep(int from, double score, int layer, int neuron, double point) {
    int last = from + perRank - 1;
    if (!(score > scores[last])) {
      return;
    }
    int at = last;
    for (; at > from && score > scores[at - 1]; at--) {
      scores[at] = scores[at - 1];
      candidates[at] = candidates[at - 1];
    }
    scores[at] = score;
    candidates[at] = new Candidate(layer, neuron, point);
  }
}
