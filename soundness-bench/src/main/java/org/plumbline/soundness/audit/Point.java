package org.plumbline.soundness.audit;

import org.plumbline.network.interval.Rounding;
import org.plumbline.network.model.Origin;
import org.plumbline.specs.replay.RunningError;
import org.plumbline.verifier.contract.NodeClaim;

/**
 * An input, and the values that it gives the neurons of a search's network.
 *
 * @param layers values in the network asked about
 * @param origin of the neurons of the search's network
 */
record Point(double[] input, RunningError.Layers layers, Origin origin) {
  /** What was computed, and how far it is at most from the exact sum. */
  record Sum(double value, double error) {}

  double value(int layer, int neuron) {
    return layers.values()[origin.layer(layer)][origin.neuron(layer, neuron)];
  }

  double error(int layer, int neuron) {
    return layers.errors()[origin.layer(layer)][origin.neuron(layer, neuron)];
  }

  /** Whether a node's claims are about this input, beyond doubt. */
  boolean belongsTo(NodeClaim node) {
    for (NodeClaim.Split split : node.splits()) {
      double above = value(split.layer(), split.neuron()) - split.point();
      double side = split.isAbove() ? above : -above;
      if (!(side >= error(split.layer(), split.neuron()))) {
        return false;
      }
    }
    return !node.isOfUnsafeInputs() || node.rows().stream().allMatch(this::isReached);
  }

  private boolean isReached(NodeClaim.Row claim) {
    Sum row = row(claim);
    return row.value() + row.error() <= claim.limit();
  }

  /** What a row's form is here. */
  Sum form(NodeClaim.Row claim) {
    double value = claim.constant();
    double size = Math.abs(value);
    for (int i = 0; i < input.length; i++) {
      double term = claim.form()[i] * input[i];
      value += term;
      size += Math.abs(term);
    }
    return new Sum(value, Rounding.inflate(2 * Rounding.gamma(input.length + 4L) * size));
  }

  /** What a row is here. */
  Sum row(NodeClaim.Row claim) {
    int last = layers.values().length - 1;
    double[] y = layers.values()[last];
    double[] error = layers.errors()[last];
    double value = 0;
    double size = 0;
    double moved = 0;
    for (int j = 0; j < claim.outputs().length; j++) {
      double weight = claim.outputs()[j];
      if (weight != 0) {
        value += weight * y[j];
        size += Math.abs(weight * y[j]);
        moved += Math.abs(weight) * error[j];
      }
    }
    for (int i = 0; claim.inputs() != null && i < claim.inputs().length; i++) {
      double term = claim.inputs()[i] * input[i];
      value += term;
      size += Math.abs(term);
    }
    double gamma = Rounding.gamma(claim.outputs().length + input.length + 4L);
    return new Sum(value, Rounding.inflate(moved + 2 * gamma * size));
  }
}
