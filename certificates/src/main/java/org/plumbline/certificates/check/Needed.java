package org.plumbline.certificates.check;

import java.util.BitSet;
import java.util.List;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;

/**
 * The neurons that the rows of some polyhedra depend on: bounds of others say nothing about these
 * rows, so that no pass is made for them. Found when first asked for.
 */
final class Needed {
  private final CheckedNetwork network;
  private final List<Polyhedron> unsafe;
  private final boolean isAll;
  private BitSet[] neurons;

  /**
   * @param isAll whether something else needs bounds of all neurons
   */
  Needed(CheckedNetwork network, List<Polyhedron> unsafe, boolean isAll) {
    this.network = network;
    this.unsafe = unsafe;
    this.isAll = isAll;
  }

  boolean isNeeded(int layer, int neuron) {
    if (!isAll && neurons == null) {
      find();
    }
    return isAll || neurons[layer].get(neuron);
  }

  private void find() {
    BitSet[] found = new BitSet[network.depth()];
    for (int k = 0; k < found.length; k++) {
      found[k] = new BitSet(network.layer(k).size());
    }
    for (Polyhedron polyhedron : unsafe) {
      for (LinearInequality row : polyhedron.inequalities()) {
        for (int output : row.outputIndices()) {
          found[found.length - 1].set(output);
        }
      }
    }
    for (int k = found.length - 1; k > 0; k--) {
      if (!found[k].isEmpty()) {
        network.layer(k).accept(new Sources(k, found));
      }
    }
    neurons = found;
  }

  /** Adds what the neurons of a layer read. */
  private final class Sources implements ComputedLayerVisitor<Void> {
    private final int k;
    private final BitSet[] found;

    Sources(int k, BitSet[] found) {
      this.k = k;
      this.found = found;
    }

    @Override
    public Void visitAffine(AffineLayer layer) {
      AffineRows affine = network.affine(k);
      for (int t = 0; t < affine.terms(); t++) {
        List<SparseRows> chain = affine.chain(t);
        BitSet moved = found[k];
        for (int c = chain.size() - 1; c >= 0; c--) {
          moved = chain.get(c).columnsOf(moved);
        }
        found[affine.source(t)].or(moved);
      }
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      found[layer.source()].or(found[k]);
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      found[layer.left()].or(found[k]);
      found[layer.right()].or(found[k]);
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      found[layer.base()].or(found[k]);
      found[layer.change()].or(found[k]);
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      for (int g = found[k].nextSetBit(0); g >= 0; g = found[k].nextSetBit(g + 1)) {
        for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
          found[layer.source()].set(layer.members()[m]);
        }
      }
      return null;
    }
  }
}
