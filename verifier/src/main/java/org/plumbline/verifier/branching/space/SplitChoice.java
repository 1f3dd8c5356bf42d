package org.plumbline.verifier.branching.space;

import org.plumbline.certificates.slope.ReluDifferenceSlopes;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.CrownPropagator;
import org.plumbline.verifier.bounds.ForwardBounds;

/**
 * Which input to halve. What a split buys is tighter relaxations, not a smaller linear part, so
 * each unstable neuron j votes with the relaxation gap it leaves in the bound, {@code |aⱼ|·gapⱼ},
 * and shares its vote among the inputs in proportion to how much of its width each is responsible
 * for, which the zonotope's generators tell. The slope-times-width rule ("smart branching") misses
 * this and leaves many times the subproblems on ACAS Xu; measurements are in decision 8.
 */
public final class SplitChoice {
  private final Network network;
  private final ForwardBounds zonotopes;
  private final CrownPropagator crown;
  private final BatchBounds bounds;

  public SplitChoice(
      Network network, ForwardBounds zonotopes, CrownPropagator crown, BatchBounds bounds) {
    this.network = network;
    this.zonotopes = zonotopes;
    this.crown = crown;
    this.bounds = bounds;
  }

  /** The coordinate to halve, or −1 if none can be. */
  public int choose(int b, int row, double[] lower, double[] upper, double[] scale) {
    double[] score = new double[lower.length];
    if (zonotopes.tracksInputs() && row >= 0) {
      for (int k = 1; k < network.depth(); k++) {
        if (network.layer(k) instanceof ActivationLayer act && crown.reached(k)) {
          addVotes(act, k, b, row, score);
        } else if (network.layer(k) instanceof ReluDifferenceLayer difference && crown.reached(k)) {
          addVotes(difference, k, b, row, score);
        } else if (network.layer(k) instanceof ProductLayer product && crown.reached(k)) {
          addVotes(product, k, b, row, score);
        }
      }
    }
    int best = -1;
    for (int v = 0; v < score.length; v++) {
      if (upper[v] > lower[v] && (best < 0 || score[v] > score[best])) {
        best = v;
      }
    }
    return best >= 0 && score[best] > 0 ? best : longest(lower, upper, scale);
  }

  private void addVotes(ActivationLayer act, int k, int b, int row, double[] score) {
    int n = act.size();
    boolean isCurved = act.activation().kind() != Activation.Kind.RELU;
    double[] a = crown.coefficients(k);
    double[] low = bounds.lower(act.source());
    double[] high = bounds.upper(act.source());
    for (int j = 0; j < n; j++) {
      double l = low[b * n + j];
      double u = high[b * n + j];
      if (isCurved && l < u) {
        double gap = crown.gap(k, b * n + j, 0.5 * l + 0.5 * u);
        addShares(act.source(), b, j, Math.abs(a[row * n + j]) * gap / (u - l), score);
      } else if (l < 0 && u > 0) {
        double vote = Math.abs(a[row * n + j]) * (-l * u) / ((u - l) * (u - l));
        for (int v = 0; v < score.length; v++) {
          score[v] += vote * Math.abs(zonotopes.generator(act.source(), b, v, j));
        }
      }
    }
  }

  /** The gap between the planes is the product of the widths, so that each share is one of it. */
  private void addVotes(ProductLayer layer, int k, int b, int row, double[] score) {
    int n = layer.size();
    double[] a = crown.coefficients(k);
    for (int j = 0; j < n; j++) {
      int at = b * n + j;
      double first = bounds.upper(layer.left())[at] - bounds.lower(layer.left())[at];
      double second = bounds.upper(layer.right())[at] - bounds.lower(layer.right())[at];
      double vote = Math.abs(a[row * n + j]) / 2;
      addShares(layer.left(), b, j, vote * second, score);
      addShares(layer.right(), b, j, vote * first, score);
    }
  }

  /** The gap between the planes in the middle grows with the widths of both sources. */
  private void addVotes(ReluDifferenceLayer layer, int k, int b, int row, double[] score) {
    int n = layer.size();
    double[] a = crown.coefficients(k);
    for (int j = 0; j < n; j++) {
      int at = b * n + j;
      double l = bounds.lower(layer.base())[at];
      double u = bounds.upper(layer.base())[at];
      double m = bounds.lower(layer.change())[at];
      double v = bounds.upper(layer.change())[at];
      if (a[row * n + j] == 0 || ReluDifferenceSlopes.isLinear(l, u, m, v)) {
        continue;
      }
      double vote = Math.abs(a[row * n + j]) * crown.gap(k, at, 0.5 * (l + u), 0.5 * (m + v));
      addShares(layer.base(), b, j, vote / (u - l), score);
      addShares(layer.change(), b, j, vote / (v - m), score);
    }
  }

  private void addShares(int layer, int b, int j, double vote, double[] score) {
    for (int v = 0; v < score.length && vote > 0 && vote < Double.POSITIVE_INFINITY; v++) {
      score[v] += vote * Math.abs(zonotopes.generator(layer, b, v, j));
    }
  }

  /** The widest coordinate in units of its width at the root, or −1 if none has any width. */
  public static int longest(double[] lower, double[] upper, double[] scale) {
    int best = -1;
    double longest = 0;
    for (int v = 0; v < lower.length; v++) {
      double width = (upper[v] - lower[v]) * scale[v];
      if (width > longest) {
        best = v;
        longest = width;
      }
    }
    return best;
  }
}
