package org.plumbline.verifier.bounds;

import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.InputLayer;
import org.plumbline.network.model.LayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;
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
  private final ReluDifferenceRelaxation differences = new ReluDifferenceRelaxation();
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
    network.layer(k).accept(new Preparation(k, bounds));
  }

  /** Makes the lines of layer k. */
  private final class Preparation implements LayerVisitor<Void> {
    private final int k;
    private final BatchBounds bounds;

    Preparation(int k, BatchBounds bounds) {
      this.k = k;
      this.bounds = bounds;
    }

    @Override
    public Void visitInput(InputLayer layer) {
      return null;
    }

    @Override
    public Void visitAffine(AffineLayer layer) {
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      lines.reserve(k, bounds.batch());
      relax(layer, k, bounds);
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      lines.reserve(k, bounds.batch());
      products.prepare(layer, k, bounds, lines);
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      lines.reserve(k, bounds.batch());
      differences.prepare(layer, k, bounds, lines);
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      return null;
    }
  }

  private void relax(ActivationLayer act, int k, BatchBounds bounds) {
    int count = bounds.batch() * act.size();
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
