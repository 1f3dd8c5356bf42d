package org.plumbline.certificates.check;

import org.plumbline.certificates.slope.ShareByte;
import org.plumbline.certificates.slope.SlopeFan;
import org.plumbline.network.model.ActivationLayer;

/**
 * Lines beside the neurons of one activation layer, other than ReLUs, with slopes that a
 * certificate chooses from a {@link SlopeFan}. {@link Curve} proves how far they lie from σ,
 * whatever the slope is.
 */
final class ChosenLines {
  private final CheckedNetwork network;
  private final ActivationLayer act;
  private final NodeBounds bounds;
  private final Curve curve;
  private int neuron = -1;
  private double low;
  private double high;
  private SlopeFan fan;
  private double slope;

  /**
   * @param bounds of what the layer reads
   */
  ChosenLines(CheckedNetwork network, ActivationLayer act, NodeBounds bounds) {
    this.network = network;
    this.act = act;
    this.bounds = bounds;
    this.curve = new Curve(act.activation());
  }

  /** Whether a choice is one of a neuron's fan, whose slope {@link #slope} is then. */
  boolean choose(byte choice, int i) {
    if (choice == ShareByte.GUESS) {
      return false;
    }
    if (neuron != i) {
      neuron = i;
      low = network.leastSeen(act, bounds.lower(act.source(), i));
      high = network.greatestSeen(act, bounds.upper(act.source(), i));
      boolean hasLines = !Float32Coverage.isStep(act) && curve.hasLines(low, high);
      fan = hasLines ? SlopeFan.of(act.activation(), low, high) : null;
    }
    slope = fan == null ? Double.NaN : fan.slope(choice);
    return fan != null;
  }

  double slope() {
    return slope;
  }

  /** Of the line below σ, or above it. */
  double offset(boolean isBelow) {
    return isBelow ? curve.leastAbove(slope, low, high) : curve.greatestAbove(slope, low, high);
  }
}
