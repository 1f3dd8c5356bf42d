package org.plumbline.specs.pattern;

import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.network.model.Network;

/** Reads phases and classes from the values of all layers, {@code [layer][rows × size]}. */
final class PointPhases {
  private final PhaseLayers layers;
  private final int outputIndex;
  private final int classes;

  PointPhases(Network network) {
    this.layers = PhaseLayers.of(network);
    this.outputIndex = network.outputIndex();
    this.classes = network.outputSize();
  }

  PhaseLayers layers() {
    return layers;
  }

  /** The active neurons of a row, numbered over all layers; nothing if one is not a number. */
  Optional<BitSet> active(double[][] trace, int row) {
    BitSet active = new BitSet(layers.neurons());
    int[] widths = layers.widths();
    int first = 0;
    for (int k = 0; k < widths.length; k++) {
      double[] values = trace[layers.preActivation(k + 1)];
      for (int i = 0; i < widths[k]; i++) {
        double value = values[row * widths[k] + i];
        if (value > 0) {
          active.set(first + i);
        } else if (Double.isNaN(value)) {
          return Optional.empty();
        }
      }
      first += widths[k];
    }
    return Optional.of(active);
  }

  /** The class of a row; nothing if an output is not a number. */
  OptionalInt predicted(double[][] trace, int row) {
    double[] outputs = trace[outputIndex];
    int best = 0;
    for (int j = 0; j < classes; j++) {
      double value = outputs[row * classes + j];
      if (Double.isNaN(value)) {
        return OptionalInt.empty();
      }
      best = value > outputs[row * classes + best] ? j : best;
    }
    return OptionalInt.of(best);
  }
}
