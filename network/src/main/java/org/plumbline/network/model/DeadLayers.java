package org.plumbline.network.model;

import java.util.ArrayList;
import java.util.List;

/** Drops the layers that the output does not depend on; the input stays. */
public final class DeadLayers {
  private DeadLayers() {}

  /** The same function without them. */
  public static Network drop(Network network) {
    boolean[] isLive = live(network);
    int[] newIndex = new int[isLive.length];
    List<Layer> layers = new ArrayList<>();
    for (int k = 0; k < isLive.length; k++) {
      if (isLive[k]) {
        newIndex[k] = layers.size();
        layers.add(LayerNumbers.renumbered(network.layer(k), newIndex));
      }
    }
    return layers.size() == isLive.length
        ? network
        : new Network(
            layers, network.outputShape(), network.reading().renumbered(newIndex, isLive));
  }

  private static boolean[] live(Network network) {
    boolean[] isLive = new boolean[network.depth()];
    isLive[0] = true;
    isLive[network.outputIndex()] = true;
    for (int k = network.outputIndex(); k > 0; k--) {
      for (int source : isLive[k] ? network.layer(k).sources() : new int[0]) {
        isLive[source] = true;
      }
    }
    return isLive;
  }
}
