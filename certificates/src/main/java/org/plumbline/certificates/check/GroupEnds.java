package org.plumbline.certificates.check;

import org.plumbline.network.model.MaximumLayer;

/**
 * What is known of the members of a maximum.
 *
 * @param best the member with the greatest lower end
 * @param most the greatest upper end
 * @param isDominated whether no other member gets above the best one
 */
record GroupEnds(int best, double most, boolean isDominated) {
  static GroupEnds of(MaximumLayer layer, int group, NodeBounds bounds) {
    int source = layer.source();
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    double second = Double.NEGATIVE_INFINITY;
    for (int m = layer.groupStart()[group]; m < layer.groupStart()[group + 1]; m++) {
      int neuron = layer.members()[m];
      if (best < 0 || bounds.lower(source, neuron) > bounds.lower(source, best)) {
        best = neuron;
      }
    }
    for (int m = layer.groupStart()[group]; m < layer.groupStart()[group + 1]; m++) {
      int neuron = layer.members()[m];
      most = Math.max(most, bounds.upper(source, neuron));
      second = neuron == best ? second : Math.max(second, bounds.upper(source, neuron));
    }
    return new GroupEnds(best, most, bounds.lower(source, best) >= second);
  }
}
