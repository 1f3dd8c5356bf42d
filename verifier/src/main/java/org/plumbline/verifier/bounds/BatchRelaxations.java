package org.plumbline.verifier.bounds;

import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;

/**
 * The lines that enclose every activation of a batch: four arrays {@code [batch × neurons]} for
 * each activation layer, made from the bounds of the layer it reads.
 */
final class BatchRelaxations {
  private final Network network;
  private final ActivationRelaxation[] tables;
  private final double[][] lowerSlope;
  private final double[][] lowerOffset;
  private final double[][] upperSlope;
  private final double[][] upperOffset;
  private final LinearRelaxation lines = new LinearRelaxation();

  BatchRelaxations(Network network) {
    this.network = network;
    int depth = network.depth();
    tables = new ActivationRelaxation[depth];
    lowerSlope = new double[depth][];
    lowerOffset = new double[depth][];
    upperSlope = new double[depth][];
    upperOffset = new double[depth][];
    for (int k = 0; k < depth; k++) {
      if (network.layer(k) instanceof ActivationLayer act) {
        tables[k] = new ActivationRelaxation(act.activation());
      }
    }
  }

  /** Makes the lines of layer k, if it is an activation, from the present bounds of its source. */
  void prepare(int k, BatchBounds bounds) {
    Layer layer = network.layer(k);
    if (!(layer instanceof ActivationLayer act)) {
      return;
    }
    int count = bounds.batch() * act.size();
    if (lowerSlope[k] == null || lowerSlope[k].length < count) {
      lowerSlope[k] = new double[count];
      lowerOffset[k] = new double[count];
      upperSlope[k] = new double[count];
      upperOffset[k] = new double[count];
    }
    double[] low = bounds.lower(act.source());
    double[] high = bounds.upper(act.source());
    for (int at = 0; at < count; at++) {
      tables[k].relax(low[at], high[at], lines);
      lowerSlope[k][at] = lines.lowerSlope;
      lowerOffset[k][at] = lines.lowerOffset;
      upperSlope[k][at] = lines.upperSlope;
      upperOffset[k][at] = lines.upperOffset;
    }
  }

  Activation activation(int k) {
    return ((ActivationLayer) network.layer(k)).activation();
  }

  double[] lowerSlope(int k) {
    return lowerSlope[k];
  }

  double[] lowerOffset(int k) {
    return lowerOffset[k];
  }

  double[] upperSlope(int k) {
    return upperSlope[k];
  }

  double[] upperOffset(int k) {
    return upperOffset[k];
  }
}
