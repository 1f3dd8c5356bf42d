package org.plumbline.certificates.check;

import org.plumbline.network.model.MaximumLayer;

/**
 * What stands for a maximum of neurons.
 *
 * @param member with the greatest lower end, which the maximum is not below
 * @param most at least the maximum
 * @param isGreatest whether no other member exceeds that one
 */
record MaximumChoice(int member, double most, boolean isGreatest) {
  static MaximumChoice of(MaximumLayer layer, int g, NodeBounds bounds) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    double second = Double.NEGATIVE_INFINITY;
    for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
      int neuron = layer.members()[m];
      if (best < 0 || bounds.lower(layer.source(), neuron) > bounds.lower(layer.source(), best)) {
        best = neuron;
      }
    }
    for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
      int neuron = layer.members()[m];
      most = Math.max(most, bounds.upper(layer.source(), neuron));
      second = neuron == best ? second : Math.max(second, bounds.upper(layer.source(), neuron));
    }
    return new MaximumChoice(best, most, bounds.lower(layer.source(), best) >= second);
  }
}
