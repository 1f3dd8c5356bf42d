package org.plumbline.certificates.check;

import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;

/**
 * Two lines per activation neuron that enclose it between its present bounds. A ReLU with l &lt; 0
 * &lt; u lies below its chord {@code u/(u − l)·(z − l)} and above {@code αz} for any α in [0, 1];
 * the others lie where {@link Curve} proves the offset of a slope. Slopes are only ever guessed:
 * every slope gives a line that holds.
 */
final class Relaxations {
  private final ActivationLayer[] layers;
  private final double[][] lowerSlope;
  private final double[][] lowerOffset;
  private final double[][] upperSlope;
  private final double[][] upperOffset;

  Relaxations(CheckedNetwork network) {
    int depth = network.depth();
    layers = new ActivationLayer[depth];
    lowerSlope = new double[depth][];
    lowerOffset = new double[depth][];
    upperSlope = new double[depth][];
    upperOffset = new double[depth][];
    for (int k = 0; k < depth; k++) {
      if (network.layer(k) instanceof ActivationLayer act) {
        layers[k] = act;
        lowerSlope[k] = new double[act.size()];
        lowerOffset[k] = new double[act.size()];
        upperSlope[k] = new double[act.size()];
        upperOffset[k] = new double[act.size()];
      }
    }
  }

  /** Makes the lines of a layer, if it is one of activations, from the bounds of what it reads. */
  void prepare(int k, NodeBounds bounds, boolean isParallel) {
    ActivationLayer act = layers[k];
    if (act == null) {
      return;
    }
    boolean isRelu = act.activation().kind() == Activation.Kind.RELU;
    Curve curve = new Curve(act.activation());
    for (int i = 0; i < act.size(); i++) {
      double low = bounds.lower(act.source(), i);
      double high = bounds.upper(act.source(), i);
      if (isRelu) {
        relu(k, i, low, high, isParallel);
      } else {
        curve(k, i, act.activation(), curve, low, high, isParallel);
      }
    }
  }

  private void relu(int k, int i, double low, double high, boolean isParallel) {
    if (low >= 0) {
      set(k, i, 1, 0, 1, 0);
    } else if (high <= 0) {
      set(k, i, 0, 0, 0, 0);
    } else {
      double slope = high / (high - low);
      double atLow = Roundoff.above(-slope, low, 0);
      double atHigh = Roundoff.above(-slope, high, high);
      double alpha = isParallel ? slope : high > -low ? 1 : 0;
      set(k, i, alpha, 0, slope, Math.max(atLow, atHigh));
    }
  }

  /** A bounds violation (low above high) is an empty node; any line will do. */
  private void curve(
      int k, int i, Activation act, Curve curve, double low, double high, boolean isParallel) {
    if (!curve.hasLines(low, high)) {
      set(k, i, 0, curve.least(low, high), 0, curve.greatest(low, high));
      return;
    }
    double below = SlopeGuess.below(act, low, high);
    double above = SlopeGuess.above(act, low, high);
    if (isParallel) {
      below = SlopeGuess.parallel(act, low, high);
      above = below;
    }
    set(
        k,
        i,
        below,
        curve.leastAbove(below, low, high),
        above,
        curve.greatestAbove(above, low, high));
  }

  private void set(int k, int i, double belowSlope, double below, double aboveSlope, double above) {
    lowerSlope[k][i] = belowSlope;
    lowerOffset[k][i] = below;
    upperSlope[k][i] = aboveSlope;
    upperOffset[k][i] = above;
  }

  double lowerSlope(int layer, int neuron) {
    return lowerSlope[layer][neuron];
  }

  double lowerOffset(int layer, int neuron) {
    return lowerOffset[layer][neuron];
  }

  double upperSlope(int layer, int neuron) {
    return upperSlope[layer][neuron];
  }

  double upperOffset(int layer, int neuron) {
    return upperOffset[layer][neuron];
  }
}
