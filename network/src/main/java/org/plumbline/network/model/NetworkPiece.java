package org.plumbline.network.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A network still to be made, one of those that together describe a model on a box. The model uses
 * the whole parts of some inputs as indices, and on the box these vary.
 *
 * @param wholeParts of these inputs, by input: one choice for which this is the network, which does
 *     not read the inputs themselves; choices of the same network share one piece
 * @param maker makes the network
 */
public record NetworkPiece(
    SortedMap<Integer, Long> wholeParts, Supplier<ConditionalNetwork> maker) {
  public NetworkPiece {
    wholeParts = Collections.unmodifiableSortedMap(new TreeMap<>(wholeParts));
  }
}
