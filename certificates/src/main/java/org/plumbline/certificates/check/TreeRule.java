package org.plumbline.certificates.check;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.certificates.proof.SlopeNeurons;
import org.plumbline.certificates.proof.Slopes;
import org.plumbline.certificates.proof.SplitTree;
import org.plumbline.certificates.proof.Step;

/**
 * Bounds neurons by trees of splits. Each inner node of a tree has a neuron that a ReLU reads; its
 * first child is where that is at most 0, its second where it is at least 0. Every real number is
 * one or the other, so that every point of the proof's node lies in some leaf, where all splits
 * above hold, and
 *
 * <pre>neuron ≥ least over the leaves of what bounds it in the leaf</pre>
 *
 * In a leaf a ReLU that was split equals z or 0, and each split adds its multiplier β ≥ 0 times
 * what is at most 0 there. Leaves of all trees of a layer go through passes together: bounds and
 * lines of other neurons are those of the node, which hold in every leaf.
 */
final class TreeRule {
  private final CheckedNetwork network;
  private final SlopeNeurons neurons;

  TreeRule(CheckedNetwork network, SlopeNeurons neurons) {
    this.network = network;
    this.neurons = neurons;
  }

  /** The leaves of some trees, and the rows of the step that these are of. */
  record Leaves(List<BoundRequest> requests, List<Step.NeuronRow> rows) {}

  /**
   * What is to be bounded for the neurons of a layer.
   *
   * @throws CheckEnd where a neuron is not there, or a split is none of a slope neuron before it
   */
  Leaves leaves(int layer, List<Step.NeuronRow> rows) {
    Leaves leaves = new Leaves(new ArrayList<>(), new ArrayList<>());
    for (Step.NeuronRow row : rows) {
      if (row.tree().isPresent() && row.layer() == layer) {
        if (row.neuron() < 0 || row.neuron() >= network.layer(layer).size()) {
          throw rejected(row, "is not there");
        }
        Slopes slopes = new Slopes(neurons, row.slopes());
        double sign = row.isNegated() ? -1 : 1;
        for (SplitTree.Leaf leaf : row.tree().get().leaves()) {
          leaves.requests.add(
              BoundRequest.ofNeuron(layer, row.neuron(), sign, slopes, null)
                  .within(terms(row, leaf)));
          leaves.rows.add(row);
        }
      }
    }
    return leaves;
  }

  private BoundRequest.SplitTerm[] terms(Step.NeuronRow row, SplitTree.Leaf leaf) {
    if (row.multipliers().length > 0) {
      throw rejected(row, "has multipliers of literals and a tree");
    }
    BoundRequest.SplitTerm[] terms = new BoundRequest.SplitTerm[leaf.position().length];
    for (int s = 0; s < terms.length; s++) {
      int position = leaf.position()[s];
      float beta = leaf.multipliers()[s];
      int source = neurons.sourceOfRelu(position, network.network());
      boolean isBefore = source >= 0 && neurons.layer(position) < row.layer();
      if (!isBefore || !(beta >= 0 && beta < Float.POSITIVE_INFINITY)) {
        throw rejected(
            row, "splits slope neuron " + position + ", no ReLU of a layer before, or by " + beta);
      }
      int sign = leaf.isAbove()[s] ? -1 : 1;
      terms[s] = new BoundRequest.SplitTerm(source, neurons.neuron(position), 0, sign, beta);
    }
    return terms;
  }

  private static CheckEnd rejected(Step.NeuronRow row, String why) {
    String where = "neuron " + row.neuron() + " of layer " + row.layer();
    return new CheckEnd(new CheckResult.Rejected(where, "tree", where + " " + why));
  }

  /**
   * Narrows the neurons.
   *
   * @param lower one bound for each request; NaN says nothing
   */
  static void narrow(Leaves leaves, double[] lower, NodeBounds bounds) {
    for (int from = 0; from < lower.length; ) {
      Step.NeuronRow row = leaves.rows().get(from);
      double least = Double.POSITIVE_INFINITY;
      int end = from;
      for (; end < lower.length && leaves.rows().get(end) == row; end++) {
        least = Math.min(least, lower[end]);
      }
      if (row.isNegated()) {
        bounds.reduce(row.layer(), row.neuron(), -least);
      } else {
        bounds.raise(row.layer(), row.neuron(), least);
      }
      from = end;
    }
  }
}
