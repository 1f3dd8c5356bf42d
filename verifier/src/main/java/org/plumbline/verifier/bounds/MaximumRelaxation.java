package org.plumbline.verifier.bounds;

import org.plumbline.network.interval.Rounding;
import org.plumbline.network.model.MaximumLayer;

/**
 * Linear bounds of {@code y = max(x₁ … xₙ)} on a box: below, the member with the greatest lower
 * bound (y is at least every member); above, that member itself if no other can exceed it, else the
 * constant greatest upper bound.
 */
public final class MaximumRelaxation {

  /** One backward step over a maximum layer, as {@link CrownPropagator} does for the others. */
  void step(
      MaximumLayer layer,
      BatchBounds bounds,
      double[] above,
      double[] below,
      LinearForms forms,
      double[] lost,
      double[] magnitude) {
    int source = bounds.network().layer(layer.source()).size();
    double[] low = bounds.lower(layer.source());
    double[] high = bounds.upper(layer.source());
    for (int r = 0; r < forms.rows(); r++) {
      int at = forms.owner()[r] * source;
      for (int g = 0; g < layer.size(); g++) {
        double a = above[r * layer.size() + g];
        if (a != 0) {
          int best = greatestLower(layer, g, low, at);
          if (a > 0 || dominates(layer, g, best, low, high, at)) {
            below[r * source + best] += a;
            lost[r] += 4 * Rounding.UNIT * Math.abs(below[r * source + best]) * magnitude[best];
          } else {
            double term = a * greatestUpper(layer, g, high, at);
            forms.constant()[r] += term;
            lost[r] += 4 * Rounding.UNIT * (Math.abs(term) + Math.abs(forms.constant()[r]));
          }
        }
      }
    }
  }

  /** The value that each row's choice in {@link #step} takes at a point of the source layer. */
  static void follow(
      MaximumLayer layer,
      BatchBounds bounds,
      double[] above,
      LinearForms forms,
      double[] x,
      double[] y) {
    int source = bounds.network().layer(layer.source()).size();
    double[] low = bounds.lower(layer.source());
    double[] high = bounds.upper(layer.source());
    for (int r = 0; r < forms.rows(); r++) {
      int at = forms.owner()[r] * source;
      for (int g = 0; g < layer.size(); g++) {
        int best = greatestLower(layer, g, low, at);
        boolean isMember =
            above[r * layer.size() + g] > 0 || dominates(layer, g, best, low, high, at);
        y[r * layer.size() + g] =
            isMember ? x[r * source + best] : greatestUpper(layer, g, high, at);
      }
    }
  }

  public static int greatestLower(MaximumLayer layer, int g, double[] low, int at) {
    int best = layer.members()[layer.groupStart()[g]];
    for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
      int member = layer.members()[m];
      if (low[at + member] > low[at + best]) {
        best = member;
      }
    }
    return best;
  }

  public static boolean dominates(
      MaximumLayer layer, int g, int best, double[] low, double[] high, int at) {
    for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
      int member = layer.members()[m];
      if (member != best && !(high[at + member] <= low[at + best])) {
        return false;
      }
    }
    return true;
  }

  public static double greatestUpper(MaximumLayer layer, int g, double[] high, int at) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
      greatest = Math.max(greatest, high[at + layer.members()[m]]);
    }
    return greatest;
  }
}
