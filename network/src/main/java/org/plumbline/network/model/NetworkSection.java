package org.plumbline.network.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The layers of a network between two of them, as a network of its own. It exists where the first
 * one is a cut: everything behind it reads nothing before it, so that its values decide the rest.
 */
public final class NetworkSection {
  private NetworkSection() {}

  /** Layers that everything behind them depends on alone, ascending: first the input. */
  public static List<Integer> cuts(Network network) {
    int[] earliest = new int[network.depth()];
    int reached = network.depth();
    for (int k = network.outputIndex(); k > 0; k--) {
      reached = Math.min(reached, Arrays.stream(network.layer(k).sources()).min().orElse(k));
      earliest[k - 1] = reached;
    }
    List<Integer> cuts = new ArrayList<>();
    for (int k = 0; k < network.outputIndex(); k++) {
      if (earliest[k] >= k) {
        cuts.add(k);
      }
    }
    cuts.add(network.outputIndex());
    return cuts;
  }

  /**
   * The function from the values of one layer to those of a later one. Layer k of the network is
   * layer {@code k − from} of the section.
   *
   * @throws IllegalArgumentException if the first layer is no cut, or not before the second
   */
  public static Network between(Network network, int from, int to) {
    if (from < 0 || to <= from || to > network.outputIndex()) {
      throw new IllegalArgumentException(
          "no section from layer " + from + " to " + to + " of " + network.outputIndex());
    }
    NetworkBuilder builder =
        from == 0
            ? new NetworkBuilder(network.input().shape())
            : new NetworkBuilder(1, network.layer(from).size());
    int[] moved = new int[network.depth()];
    for (int k = from + 1; k <= to; k++) {
      for (int source : network.layer(k).sources()) {
        if (source < from) {
          throw new IllegalArgumentException(
              "layer " + k + " reads layer " + source + ", so that layer " + from + " is no cut");
        }
      }
      moved[k] = k - from;
      builder.add(LayerNumbers.renumbered(network.layer(k), moved));
    }
    return to == network.outputIndex() ? builder.build(network.outputShape()) : builder.build();
  }
}
