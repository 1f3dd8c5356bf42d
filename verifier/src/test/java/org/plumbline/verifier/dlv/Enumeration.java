package org.plumbline.verifier.dlv;

import java.util.Arrays;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;

/**
 * Plain enumeration of a grid without limits, as an oracle: it shares nothing with the search.
 *
 * @param nearest values of the point nearest to the input that loses the class, or null
 * @param isTooClose whether at some point the lead is too small for doubles
 */
record Enumeration(double[] nearest, boolean isTooClose) {

  static Enumeration of(Network network, double[] x, int[] dimensions, double span, int spans) {
    ForwardPass forward = new ForwardPass(network, new JavaGemm());
    int label = label(forward.outputs(1, x), network.outputSize());
    double[] nearest = null;
    double least = Double.POSITIVE_INFINITY;
    boolean isTooClose = false;
    long count = Math.round(Math.pow(2 * spans + 1, dimensions.length));
    for (long code = 0; code < count; code++) {
      double[] point = x.clone();
      double[] values = new double[dimensions.length];
      double distance = 0;
      long rest = code;
      for (int a = dimensions.length - 1; a >= 0; a--) {
        int step = (int) (rest % (2 * spans + 1)) - spans;
        rest /= 2 * spans + 1;
        values[a] = x[dimensions[a]] + step * span;
        point[dimensions[a]] = values[a];
      }
      for (int a = 0; a < values.length; a++) {
        double moved = values[a] - x[dimensions[a]];
        distance += moved * moved;
      }
      double[] y = Arrays.copyOf(forward.outputs(1, point), network.outputSize());
      double lead = Double.POSITIVE_INFINITY;
      for (int j = 0; j < y.length; j++) {
        lead = j == label ? lead : Math.min(lead, y[label] - y[j]);
      }
      isTooClose |= Math.abs(lead) < 1e-9;
      if (lead <= 0 && distance < least) {
        least = distance;
        nearest = values;
      }
    }
    return new Enumeration(nearest, isTooClose);
  }

  private static int label(double[] y, int outputs) {
    int best = 0;
    for (int j = 1; j < outputs; j++) {
      best = y[j] > y[best] ? j : best;
    }
    return best;
  }
}
