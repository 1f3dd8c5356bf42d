package org.plumbline.verifier.grid;

import java.util.Arrays;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.ComputedLayerVisitor;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.network.model.ReluDifferenceLayer;
import org.plumbline.verifier.bounds.BatchBounds;

/**
 * Encloses the gradient of a weighted sum of outputs on a box, as Fast-Lip does (Weng et al.,
 * <em>Towards Fast Computation of Certified Robustness for ReLU Networks</em>, 2018), for every
 * kind of layer.
 *
 * <p><b>Theorem.</b> Let f be the sum. For all x, x' in the box there are coefficients with {@code
 * f(x) − f(x') = Σ gᵢ·(xᵢ − x'ᵢ)} and {@code |gᵢ − centreᵢ| ≤ radiusᵢ}. <b>Proof</b>, backward
 * through the layers, with Δ for differences: an affine layer has {@code Δy = MΔx}; an activation
 * {@code Δy = s·Δx} for the slope s of a secant ({@link SlopeRange}); a maximum is convex, so that
 * {@code Δy} is a mean of its members' Δ, whose weights do not reach members that are below another
 * one on the whole box; a product has {@code Δ(ab) = a·Δb + b'·Δa}; a difference of ReLUs is two
 * activations of a sum. No derivative has to exist.
 *
 * <p>Every step encloses what it loses to rounding, underflow and inexact coefficients. Where
 * something is not bounded, radii are infinite or NaN.
 */
final class SecantGradients {
  private final Network network;
  private final BatchBounds bounds;
  private final Gemm gemm;
  private final double[][] centre;
  private final double[][] radius;

  /**
   * @param bounds of all neurons on the box, a batch of one
   */
  SecantGradients(BatchBounds bounds, Gemm gemm) {
    this.network = bounds.network();
    this.bounds = bounds;
    this.gemm = gemm;
    this.centre = new double[network.depth()][];
    this.radius = new double[network.depth()][];
  }

  /**
   * The greatest possible |gᵢ| of each input, rounded up.
   *
   * @param weights of the outputs
   */
  double[] greatest(double[] weights) {
    for (int k = 0; k < network.depth(); k++) {
      centre[k] = new double[network.layer(k).size()];
      radius[k] = new double[network.layer(k).size()];
    }
    centre[network.outputIndex()] = weights.clone();
    for (int k = network.outputIndex(); k > 0; k--) {
      network.layer(k).accept(new Back(k));
    }
    double[] greatest = new double[network.inputSize()];
    Arrays.setAll(greatest, i -> Rounding.inflate(Math.abs(centre[0][i]) + radius[0][i]));
    return greatest;
  }

  /** Adds the coefficients of the layers that layer k reads. */
  private final class Back implements ComputedLayerVisitor<Void> {
    private final int k;

    Back(int k) {
      this.k = k;
    }

    @Override
    public Void visitAffine(AffineLayer layer) {
      for (AffineLayer.Term term : layer.terms()) {
        affine(term, centre[k], radius[k]);
      }
      return null;
    }

    @Override
    public Void visitActivation(ActivationLayer layer) {
      for (int i = 0; i < layer.size(); i++) {
        int source = layer.source();
        SlopeRange slope = SlopeRange.of(layer.activation(), low(source, i), high(source, i));
        add(source, i, k, i, slope.lower(), slope.upper());
      }
      return null;
    }

    @Override
    public Void visitProduct(ProductLayer layer) {
      for (int i = 0; i < layer.size(); i++) {
        add(layer.left(), i, k, i, low(layer.right(), i), high(layer.right(), i));
        add(layer.right(), i, k, i, low(layer.left(), i), high(layer.left(), i));
      }
      return null;
    }

    @Override
    public Void visitReluDifference(ReluDifferenceLayer layer) {
      for (int i = 0; i < layer.size(); i++) {
        difference(layer, k, i);
      }
      return null;
    }

    @Override
    public Void visitMaximum(MaximumLayer layer) {
      maximum(layer, k);
      return null;
    }
  }

  /** {@code Δy = s'·(Δz + Δd) − s·Δz} for slopes s and s' of secants of the ReLU. */
  private void difference(ReluDifferenceLayer layer, int k, int i) {
    double low = low(layer.base(), i);
    double high = high(layer.base(), i);
    double least = Math.nextDown(low + low(layer.change(), i));
    double most = Math.nextUp(high + high(layer.change(), i));
    SlopeRange before = SlopeRange.of(Activation.RELU, low, high);
    SlopeRange after = SlopeRange.of(Activation.RELU, least, most);
    add(layer.base(), i, k, i, after.lower() - before.upper(), after.upper() - before.lower());
    add(layer.change(), i, k, i, after.lower(), after.upper());
  }

  private double low(int layer, int neuron) {
    return bounds.lower(layer)[neuron];
  }

  private double high(int layer, int neuron) {
    return bounds.upper(layer)[neuron];
  }

  /**
   * {@code |Mᵀa − fl(M̃ᵀc)| ≤ |M̃|ᵀ((1 + e)·r + (γ + e)·|c|)}, with e the error of M̃'s entries.
   */
  private void affine(AffineLayer.Term term, double[] c, double[] r) {
    LinearMap map = term.map();
    double rate = Rounding.gamma(map.summands() + 8) + map.coefficientError();
    double[] wider = new double[c.length];
    Arrays.setAll(wider, i -> Rounding.inflate(r[i] * (1 + rate) + rate * Math.abs(c[i])));
    double[] moved = new double[map.inputSize()];
    double[] lost = new double[map.inputSize()];
    map.applyTransposed(gemm, 1, c, 0, moved, 0);
    map.absolute().applyTransposed(gemm, 1, wider, 0, lost, 0);
    for (int i = 0; i < moved.length; i++) {
      addTo(term.source(), i, moved[i], lost[i] * (1 + 2 * rate));
    }
  }

  /** A coefficient times a factor from an interval. */
  private void add(int source, int to, int layer, int from, double least, double most) {
    double c = centre[layer][from];
    double r = radius[layer][from];
    if (c == 0 && r == 0) {
      return;
    }
    double low = Math.min(Math.min((c - r) * least, (c - r) * most), (c + r) * least);
    double high = Math.max(Math.max((c - r) * least, (c - r) * most), (c + r) * least);
    low = Math.min(low, (c + r) * most);
    high = Math.max(high, (c + r) * most);
    double size = (Math.abs(c) + r) * Math.max(Math.abs(least), Math.abs(most));
    addTo(source, to, 0.5 * low + 0.5 * high, 0.5 * (high - low) + 8 * Rounding.UNIT * size);
  }

  private void addTo(int layer, int neuron, double c, double r) {
    double sum = centre[layer][neuron] + c;
    double wide = radius[layer][neuron] + r + 2 * Rounding.UNIT * Math.abs(sum);
    boolean isBounded = Math.abs(sum) + wide < Rounding.LARGEST_MAGNITUDE;
    centre[layer][neuron] = isBounded ? sum : 0;
    radius[layer][neuron] =
        isBounded ? Rounding.inflate(wide) + Rounding.UNDERFLOW : Double.POSITIVE_INFINITY;
  }

  private void maximum(MaximumLayer layer, int k) {
    for (int g = 0; g < layer.size(); g++) {
      double certain = Double.NEGATIVE_INFINITY;
      for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
        certain = Math.max(certain, low(layer.source(), layer.members()[m]));
      }
      int rivals = 0;
      for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
        rivals += high(layer.source(), layer.members()[m]) < certain ? 0 : 1;
      }
      for (int m = layer.groupStart()[g]; m < layer.groupStart()[g + 1]; m++) {
        if (!(high(layer.source(), layer.members()[m]) < certain)) {
          add(layer.source(), layer.members()[m], k, g, rivals == 1 ? 1 : 0, 1);
        }
      }
    }
  }
}
