package org.plumbline.verifier.branching.root;

import java.util.BitSet;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkSlice;
import org.plumbline.network.model.ReceptiveFields;
import org.plumbline.verifier.branching.space.SearchSpace;
import org.plumbline.verifier.branching.space.UnsafeSet;

/**
 * What backward passes for all neurons cost, before anything is known of their bounds: by the
 * network alone, or by the neurons that a property depends on and what each of them sees. In a
 * convolutional network the second is a small part of the first.
 */
public final class PassCost {
  /** Multiply-adds of bounds of all neurons that are cheaper than a thorough attack. */
  private static final double AFFORDABLE_PRODUCTS = 2e11;

  /** The same for what neurons see, which is an estimate and no upper bound. */
  private static final double AFFORDABLE_SEEN_PRODUCTS = 5e10;

  private final Network network;
  private final ReceptiveFields fields;

  private PassCost(Network network) {
    this.network = network;
    this.fields = new ReceptiveFields(network);
  }

  /** Whether the bounds of all neurons, for all cases, cost more than a thorough attack. */
  public static boolean isHigh(Network network, SearchSpace space) {
    if (ofNetwork(network) * space.sets() <= AFFORDABLE_PRODUCTS) {
      return false;
    }
    if (!space.premise().isEmpty()) {
      return true;
    }
    PassCost cost = new PassCost(network);
    double seen = 0;
    for (int s = 0; s < space.sets() && seen <= AFFORDABLE_SEEN_PRODUCTS; s++) {
      seen += cost.seen(space.set(s));
    }
    return seen > AFFORDABLE_SEEN_PRODUCTS;
  }

  /** Multiply-adds of a pass for each neuron that something bends. */
  static double ofNetwork(Network network) {
    double products = 0;
    double below = 0;
    for (Layer layer : network.layers()) {
      below += products(layer);
      products += layer instanceof AffineLayer ? 0 : layer.size() * below;
    }
    return products;
  }

  /** The outputs that the rows of a case speak of. */
  static BitSet outputs(UnsafeSet set, int size) {
    BitSet used = new BitSet(size);
    for (double[] row : set.outputs()) {
      for (int j = 0; j < row.length; j++) {
        if (row[j] != 0) {
          used.set(j);
        }
      }
    }
    return used;
  }

  private double seen(UnsafeSet set) {
    int last = network.outputIndex();
    BitSet[] needed = fields.needed(last, outputs(set, network.outputSize()));
    double products = 0;
    for (int k = 1; k < last; k++) {
      if (!(network.layer(k) instanceof AffineLayer) && !needed[k].isEmpty()) {
        products += needed[k].cardinality() * ofNeuron(k, needed[k]);
      }
    }
    return products;
  }

  /** A pass for one in the middle of some neurons of a layer. */
  private double ofNeuron(int layer, BitSet neurons) {
    BitSet one = new BitSet();
    one.set(neurons.stream().skip(neurons.cardinality() / 2).findFirst().orElseThrow());
    return fields.slice(layer, one).map(NetworkSlice::network).orElse(network).layers().stream()
        .mapToDouble(PassCost::products)
        .sum();
  }

  private static double products(Layer layer) {
    return layer.size() + (layer instanceof AffineLayer affine ? affine.products() : 0);
  }
}
