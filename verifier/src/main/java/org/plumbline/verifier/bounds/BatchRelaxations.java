package org.plumbline.verifier.bounds;

import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.verifier.bounds.activation.ActivationRelaxation;
import org.plumbline.verifier.bounds.activation.LinearRelaxation;

/**
 * The lines that enclose every activation and product of a batch, made from the bounds of the layer
 * it reads.
 */
final class BatchRelaxations {
  private final Network network;
  private final ActivationRelaxation[] tables;
  private final Lines lines;
  private final ProductRelaxation products = new ProductRelaxation();
  private final LinearRelaxation relaxation = new LinearRelaxation();

  BatchRelaxations(Network network) {
    this.network = network;
    this.lines = new Lines(network);
    tables = new ActivationRelaxation[network.depth()];
    for (int k = 0; k < tables.length; k++) {
      if (network.layer(k) instanceof ActivationLayer act) {
        tables[k] = new ActivationRelaxation(act.activation());
      }
    }
  }

  /** Makes the lines of layer k, if it has any, from the present bounds of its source. */
  void prepare(int k, BatchBounds bounds) {
    Layer layer = network.layer(k);
    if (layer instanceof ProductLayer product) {
      lines.reserve(k, bounds.batch());
      products.prepare(product, k, bounds, lines);
    }
    if (!(layer instanceof ActivationLayer act)) {
      return;
    }
    int count = bounds.batch() * act.size();
    lines.reserve(k, bounds.batch());
    double[] low = bounds.lower(act.source());
    double[] high = bounds.upper(act.source());
    double[] lowerSlope = lines.lowerSlope(k);
    double[] lowerOffset = lines.lowerOffset(k);
    double[] upperSlope = lines.upperSlope(k);
    double[] upperOffset = lines.upperOffset(k);
    for (int at = 0; at < count; at++) {
      tables[k].relax(low[at], high[at], relaxation);
      lowerSlope[at] = relaxation.lowerSlope;
      lowerOffset[at] = relaxation.lowerOffset;
      upperSlope[at] = relaxation.upperSlope;
      upperOffset[at] = relaxation.upperOffset;
    }
  }

  /** Lines of all activations prepared, by subproblem. */
  Lines lines() {
    return lines;
  }
}
