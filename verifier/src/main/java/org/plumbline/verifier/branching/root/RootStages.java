package org.plumbline.verifier.branching.root;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.encodings.network.LayerBounds;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.BatchBounds;

/**
 * The bounds of all neurons that a search had, from the first ones to those that it ended with. A
 * network is reduced to its open neurons again and again while its bounds get narrower, so that
 * whoever goes on with the search reduces it by the same bounds in the same order.
 */
public final class RootStages {
  private final List<List<LayerBounds>> stages = new ArrayList<>();

  /** Keeps a copy of bounds, a batch of one for each case. */
  public void add(List<BatchBounds> bounds) {
    stages.add(bounds.stream().map(RootStages::copied).toList());
  }

  /** Keeps bounds that were read. */
  public void addRead(List<LayerBounds> bounds) {
    stages.add(List.copyOf(bounds));
  }

  /** All bounds, for each stage those of each case. */
  public List<List<LayerBounds>> all() {
    return List.copyOf(stages);
  }

  private static LayerBounds copied(BatchBounds bounds) {
    int depth = bounds.network().depth();
    double[][] lower = new double[depth][];
    double[][] upper = new double[depth][];
    for (int k = 0; k < depth; k++) {
      lower[k] = Arrays.copyOf(bounds.lower(k), bounds.network().layer(k).size());
      upper[k] = Arrays.copyOf(bounds.upper(k), bounds.network().layer(k).size());
    }
    return new LayerBounds(lower, upper);
  }

  /**
   * Bounds of a network's neurons.
   *
   * @throws IllegalArgumentException if they are those of another network
   */
  public static BatchBounds bounds(LayerBounds known, Network network) {
    BatchBounds bounds = new BatchBounds(network);
    bounds.reset(1);
    boolean fits = known.lower().length == network.depth();
    for (int k = 0; fits && k < network.depth(); k++) {
      int n = network.layer(k).size();
      fits = known.lower()[k].length == n && known.upper()[k].length == n;
      if (fits) {
        System.arraycopy(known.lower()[k], 0, bounds.lower(k), 0, n);
        System.arraycopy(known.upper()[k], 0, bounds.upper(k), 0, n);
      }
    }
    if (!fits) {
      throw new IllegalArgumentException("the bounds are those of another network");
    }
    return bounds;
  }
}
