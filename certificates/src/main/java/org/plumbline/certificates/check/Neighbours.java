package org.plumbline.certificates.check;

import java.util.Arrays;
import org.plumbline.network.model.Layer;

/**
 * Which neurons of a layer see about the same of the network: those whose first inputs are near
 * each other. Passes go by eights, and one for neurons that see the same costs what one neuron
 * costs. Nothing else depends on it.
 */
final class Neighbours {
  private final CheckedNetwork network;
  private final int[][] first;

  Neighbours(CheckedNetwork network) {
    this.network = network;
    this.first = new int[network.depth()][];
  }

  /** A number that is alike for neurons that see the same; found when first asked for. */
  synchronized int[] of(int k) {
    if (first[k] == null) {
      first[k] = found(k);
    }
    return first[k];
  }

  private int[] found(int k) {
    Layer layer = network.layer(k);
    int[] found = new int[layer.size()];
    AffineRows affine = network.affine(k);
    if (affine != null && affine.terms() > 0) {
      int[] before = of(affine.source(0));
      SparseRows rows = affine.chain(0).get(affine.chain(0).size() - 1);
      boolean isOne = affine.chain(0).size() == 1 && rows.mostPerRow() <= 1;
      Arrays.setAll(found, i -> place(rows, i, isOne ? before : null));
    } else if (layer.sources().length > 0
        && network.layer(layer.sources()[0]).size() == found.length) {
      return of(layer.sources()[0]);
    } else {
      Arrays.setAll(found, i -> i);
    }
    return found;
  }

  private static int place(SparseRows rows, int i, int[] before) {
    int least = Integer.MAX_VALUE;
    for (int e = rows.start(i); e < rows.start(i + 1); e++) {
      least = Math.min(least, rows.column(e));
    }
    return least == Integer.MAX_VALUE ? -1 : before == null ? least : before[least];
  }
}
