package org.plumbline.certificates.check;

import java.util.Arrays;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;

/**
 * What a backward pass pays for rounding when it takes a unit of coefficient from a neuron to the
 * layers that it reads.
 *
 * <p>A coefficient {@code aⱼ} of layer s is a sum of at most {@code n(s)} products, over all layers
 * that read s and what the start and the splits put there, so it is off by {@code γ} of the sum of
 * their absolute values, and the value of {@code aⱼzⱼ} by that times {@code |zⱼ| ≤ mⱼ}. Charged
 * where the products come from: neuron i of an affine layer pays {@code (γ + e)·(|M|m)ᵢ} per unit,
 * with e the error of M's entries; the steps over other layers pay {@code γ m} per unit of what
 * they add. The bounds m may be those of any node above.
 */
final class RoundingCharges {
  /** Above a node. */
  static final int MOST_SPLITS = 2000;

  /** More than starts, rounded once, and splits can add to one coefficient. */
  private static final double SPARE = 2 * MOST_SPLITS + 64.0;

  private final CheckedNetwork network;
  private final double[] gamma;
  private final double[][] rate;
  private final double[][] magnitude;
  private final double[] underflow;

  RoundingCharges(CheckedNetwork network) {
    this.network = network;
    int depth = network.depth();
    this.rate = new double[depth][];
    this.magnitude = new double[depth][];
    this.underflow = new double[depth];
    long[] summands = new long[depth];
    for (int k = 1; k < depth; k++) {
      network.layer(k).accept(new Count(network.affine(k), network.tables(k), summands));
    }
    this.gamma = Arrays.stream(summands).mapToDouble(n -> Roundoff.gamma(n + SPARE)).toArray();
  }

  /** Adds the products that a step over a layer adds to the coefficients of those it reads. */
  private record Count(AffineRows affine, Tables tables, long[] summands)
      implements ComputedLayerVisitor<Void> {
    @Override
    public Void visitAffine(AffineLayer layer) {
      for (int t = 0; t < affine.terms(); t++) {
        summands[affine.source(t)] += affine.summands(t);
      }
      if (tables != null) {
        summands[tables.source()] += 4L * tables.mostOfOne();
      }
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      summands[layer.source()] += 4;
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      summands[layer.left()] += 4;
      summands[layer.right()] += 4;
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      summands[layer.base()] += 4;
      summands[layer.change()] += 4;
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      summands[layer.source()] += layer.members().length;
      return null;
    }
  }

  /** Takes the magnitudes of a layer's neurons, when its bounds are as good as they get. */
  void fillMagnitude(int k, NodeBounds bounds) {
    magnitude[k] = new double[bounds.size(k)];
    Arrays.setAll(magnitude[k], i -> bounds.magnitude(k, i));
  }

  /** Makes the rates of a layer from the magnitudes of those it reads. */
  void fillRate(int k) {
    AffineRows affine = network.affine(k);
    for (int source : network.layer(k).sources()) {
      underflow[k] += sumOf(magnitude[source]);
    }
    if (affine == null) {
      return;
    }
    if (network.tables(k) != null) {
      fillRate(k, network.tables(k));
      return;
    }
    rate[k] = new double[affine.size()];
    for (int t = 0; t < affine.terms(); t++) {
      double[] moved = magnitude[affine.source(t)];
      double error = 0;
      for (SparseRows rows : affine.chain(t)) {
        moved = rows.absolute(moved);
        error = error + rows.relativeError() + error * rows.relativeError();
        underflow[k] += sumOf(moved);
      }
      for (int i = 0; i < moved.length; i++) {
        rate[k][i] += (gamma[affine.source(t)] + 2 * error) * moved[i];
      }
    }
    for (int i = 0; i < rate[k].length; i++) {
      double deployed = network.deployedError(k, i);
      rate[k][i] = Roundoff.inflate(rate[k][i] + affine.biasError(i) + deployed);
    }
  }

  /** A step over tables moves products to their source, and pays for binary32 only. */
  private void fillRate(int k, Tables tables) {
    underflow[k] += sumOf(magnitude[tables.source()]);
    rate[k] = new double[network.layer(k).size()];
    Arrays.setAll(rate[k], i -> tables.deployedError(i, k, network));
  }

  private static double sumOf(double[] values) {
    return Roundoff.TINY * Roundoff.inflate(Arrays.stream(values).sum());
  }

  /** Per unit of coefficient of a neuron of an affine layer, its bias error included. */
  double rate(int layer, int neuron) {
    return rate[layer][neuron];
  }

  /** Per unit that is added to a coefficient of a neuron. */
  double addition(int layer, int neuron) {
    return gamma[layer] * magnitude[layer][neuron] + Roundoff.TINY;
  }

  /** What underflow of the coefficients of a layer can lose. */
  double underflow(int layer) {
    return underflow[layer];
  }
}
