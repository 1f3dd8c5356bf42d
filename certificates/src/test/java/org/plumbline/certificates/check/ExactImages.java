package org.plumbline.certificates.check;

import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;

/** Interval images of the layers of a ReLU network, in rationals. */
final class ExactImages {
  private final Network network;
  private final ExactTables tables;

  ExactImages(Network network, ExactTables tables) {
    this.network = network;
    this.tables = tables;
  }

  void interval(int k, ExactBounds bounds) {
    Layer layer = network.layer(k);
    for (int i = 0; i < layer.size(); i++) {
      if (layer instanceof ActivationLayer act) {
        bounds.raise(k, i, bounds.lower(act.source(), i).greatest(Fraction.ZERO));
        bounds.reduce(k, i, bounds.upper(act.source(), i).greatest(Fraction.ZERO));
      } else {
        AffineLayer affine = (AffineLayer) layer;
        Fraction[] ends = {Fraction.of(affine.bias()[i]), Fraction.of(affine.bias()[i])};
        for (AffineLayer.Term term : affine.terms()) {
          term.map()
              .visitRow(
                  i,
                  (j, v) -> {
                    Fraction w = Fraction.of(v);
                    ends[0] = ends[0].plus(bounds.least(term.source(), j, w));
                    ends[1] = ends[1].minus(bounds.least(term.source(), j, w.negated()));
                  });
        }
        bounds.raise(k, i, ends[0]);
        bounds.reduce(k, i, ends[1]);
      }
    }
    if (tables.source(k) >= 0) {
      table(k, bounds);
    }
  }

  void table(int k, ExactBounds bounds) {
    for (int i = 0; i < network.layer(k).size(); i++) {
      Fraction low = bounds.lower(tables.source(k), tables.neuron(k, i));
      Fraction high = bounds.upper(tables.source(k), tables.neuron(k, i));
      bounds.raise(k, i, tables.least(k, i, 1, Fraction.ZERO, low, high));
      bounds.reduce(k, i, tables.least(k, i, -1, Fraction.ZERO, low, high).negated());
    }
  }

  /** Whether each neuron is a constant, or a neuron or its negation. */
  static boolean isMovement(AffineLayer affine) {
    boolean[] isOther = {false};
    for (int i = 0; i < affine.size(); i++) {
      int[] count = {affine.bias()[i] == 0 ? 0 : 1};
      for (AffineLayer.Term term : affine.terms()) {
        term.map()
            .visitRow(
                i,
                (j, v) -> {
                  count[0]++;
                  isOther[0] |= Math.abs(v) != 1;
                });
      }
      isOther[0] |= count[0] > 1;
    }
    return !isOther[0];
  }
}
