package org.plumbline.verifier.branching.root;

import java.util.Arrays;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.BoundOptimiser;
import org.plumbline.verifier.bounds.SlopeListener;
import org.plumbline.verifier.branching.space.WarmStart;

/**
 * The root of one case: its bounds, and the order in which warm starts keep the slopes of the ReLU
 * neurons that are open there.
 */
public final class OpenNeurons {
  private final Network network;
  private final BatchBounds bounds;
  private final int[][] open;
  private final int count;

  /**
   * @param bounds of all neurons, a batch of one
   */
  public OpenNeurons(Network network, BatchBounds bounds) {
    this.network = network;
    this.bounds = bounds;
    this.open = new int[network.depth()][0];
    int total = 0;
    for (int k = 1; k < network.depth(); k++) {
      if (network.layer(k) instanceof ActivationLayer act
          && act.activation().kind() == Activation.Kind.RELU) {
        open[k] = openOf(act);
        total += open[k].length;
      }
    }
    this.count = total;
  }

  private int[] openOf(ActivationLayer act) {
    int[] found = new int[act.size()];
    int next = 0;
    for (int i = 0; i < act.size(); i++) {
      if (bounds.lower(act.source())[i] < 0 && bounds.upper(act.source())[i] > 0) {
        found[next++] = i;
      }
    }
    return Arrays.copyOf(found, next);
  }

  public BatchBounds bounds() {
    return bounds;
  }

  /** The neurons of a layer that a ReLU reads and whose phase is open, ascending. */
  public int[] sources(int layer) {
    for (int k = layer + 1; k < open.length; k++) {
      if (open[k].length > 0 && ((ActivationLayer) network.layer(k)).source() == layer) {
        return open[k];
      }
    }
    return new int[0];
  }

  /** Open ReLU neurons. */
  public int count() {
    return count;
  }

  /** Gives a row the slopes of a warm start, except where the subproblem has closed the neuron. */
  public void readSlopes(
      WarmStart warm, int index, BoundOptimiser optimiser, int row, BatchBounds present, int b) {
    int at = index * count;
    for (int k = 1; k < open.length; k++) {
      if (open[k].length > 0) {
        int source = ((ActivationLayer) network.layer(k)).source();
        int n = network.layer(k).size();
        double[] slopes = optimiser.slopes(k);
        for (int i : open[k]) {
          byte slope = warm.slopes()[at++];
          if (present.lower(source)[b * n + i] < 0 && present.upper(source)[b * n + i] > 0) {
            slopes[row * n + i] = WarmStart.slope(slope);
          }
        }
      }
    }
  }

  /** Keeps the slopes of a row; none of layers that have none. */
  public void writeSlopes(SlopeListener.RowSlopes slopes, int row, byte[] to, int index) {
    int at = index * count;
    for (int k = 1; k < open.length; k++) {
      int n = network.layer(k).size();
      double[] some = open[k].length == 0 ? null : slopes.of(k);
      for (int i : open[k]) {
        to[at++] = some == null ? 0 : WarmStart.quantised(some[row * n + i]);
      }
    }
  }
}
