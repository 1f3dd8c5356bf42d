package org.plumbline.verifier.bounds;

import java.util.Arrays;
import org.plumbline.network.interval.Box;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.ComposedMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkSlice;

/**
 * What one backward or forward step over a layer can lose to rounding, worked out once per search.
 *
 * <p>Let row a be the computed coefficients at layer k with values {@code y = M x + b}, {@code |x|
 * ≤ m} on the whole search domain by interval propagation. Moving a to x computes {@code a' = fl(a
 * M)} and {@code fl(a·b)}. By Rounding, {@code |a·y − (a'·x + a·b)| ≤ Σⱼ |aⱼ| · chargeⱼ} with
 *
 * <pre>charge = (γ + e) · |M| m + γ' · |b| + biasError + 16 u · magnitude(y)</pre>
 *
 * where γ covers the summands of the product and of the sum over consumers, γ' the dot product with
 * the biases, e the coefficient error of M; the last term covers the one multiplication that
 * brought a through the activation above. Layers that are not affine are charged the last term
 * only.
 *
 * <p>Coefficients that underflow, also those between the factors of a composed map, are off by at
 * most {@link #UNDERFLOW} and lose that times the values they belong to.
 */
public final class ErrorCharges {
  private static final int SPARE = 16;

  /** Fewer than 2⁶⁰ operations, each off by at most 2⁻¹⁰⁷⁴. */
  private static final double UNDERFLOW = 0x1p-1000;

  private final Network network;
  private final double[][] magnitude;
  private final double[][] charge;
  private final double[] underflow;

  /**
   * @param domain contains every input the search will look at
   */
  public ErrorCharges(Network network, Box domain) {
    this(intervals(network, domain));
  }

  /**
   * @param bounds of all neurons, a batch of one, on all inputs the search will look at
   */
  public ErrorCharges(BatchBounds bounds) {
    this(bounds.network());
    for (int k = 0; k < network.depth(); k++) {
      fill(k, bounds);
    }
  }

  /** Charges to be filled layer by layer, for bounds that are themselves found with them. */
  public ErrorCharges(Network network) {
    this(
        network,
        new double[network.depth()][],
        new double[network.depth()][],
        new double[network.depth()]);
  }

  /**
   * Works out the charges of a layer; those before it must have been.
   *
   * @param bounds of this layer and the ones before, a batch of one, on all inputs that the passes
   *     to come look at
   */
  public void fill(int k, BatchBounds bounds) {
    magnitude[k] = magnitudeOf(bounds, k);
    charge[k] =
        network.layer(k) instanceof AffineLayer affine
            ? chargeOf(affine, magnitude[k])
            : chargeOfValues(magnitude[k], k == 0 ? network.inputSize() : 1);
    underflow[k] = UNDERFLOW * sizeOfSources(network.layer(k));
  }

  private ErrorCharges(
      Network network, double[][] magnitude, double[][] charge, double[] underflow) {
    this.network = network;
    this.magnitude = magnitude;
    this.charge = charge;
    this.underflow = underflow;
  }

  /** The charges of a slice of the network, which sums no more than the network does. */
  public ErrorCharges of(NetworkSlice slice) {
    double[][] magnitudes = new double[slice.network().depth()][];
    double[][] charges = new double[slice.network().depth()][];
    double[] underflows = new double[slice.network().depth()];
    for (int k = 0; k < slice.layer().length; k++) {
      if (slice.layer()[k] >= 0) {
        magnitudes[slice.layer()[k]] = NetworkSlice.pick(magnitude[k], slice.neurons()[k]);
        charges[slice.layer()[k]] = NetworkSlice.pick(charge[k], slice.neurons()[k]);
        underflows[slice.layer()[k]] = underflow[k];
      }
    }
    return new ErrorCharges(slice.network(), magnitudes, charges, underflows);
  }

  private static BatchBounds intervals(Network network, Box domain) {
    BatchBounds bounds = new BatchBounds(network);
    bounds.reset(1);
    System.arraycopy(domain.lower(), 0, bounds.lower(0), 0, domain.size());
    System.arraycopy(domain.upper(), 0, bounds.upper(0), 0, domain.size());
    ZonotopePropagator intervals = new ZonotopePropagator(network, new JavaGemm(), 0);
    intervals.start(bounds, domain.varying());
    for (int k = 1; k < network.depth(); k++) {
      intervals.propagate(k, bounds);
    }
    return bounds;
  }

  private static double[] magnitudeOf(BatchBounds bounds, int k) {
    double[] result = new double[bounds.network().layer(k).size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.max(Math.abs(bounds.lower(k)[i]), Math.abs(bounds.upper(k)[i]));
    }
    return result;
  }

  /** Upper bounds of |y| for every neuron of a layer over the domain; infinite where unbounded. */
  public double[] magnitude(int layer) {
    return magnitude[layer];
  }

  /** The charge per unit of coefficient, see the class comment. */
  public double[] charge(int layer) {
    return charge[layer];
  }

  /** What a step over a layer can lose to underflow of the coefficients that it makes. */
  double underflow(int layer) {
    return underflow[layer];
  }

  /** The sum of all values that the coefficients made by a step belong to. */
  private double sizeOfSources(Layer layer) {
    double size = 0;
    for (int source : layer.sources()) {
      size += Arrays.stream(magnitude[source]).sum();
    }
    if (layer instanceof AffineLayer affine) {
      for (AffineLayer.Term term : affine.terms()) {
        size += sizeBetween(term.map(), magnitude[term.source()]);
      }
    }
    return size;
  }

  private static double sizeBetween(LinearMap map, double[] values) {
    if (!(map instanceof ComposedMap composed)) {
      return 0;
    }
    double[] between = new double[composed.first().outputSize()];
    composed.first().applyAbsolute(values, between);
    return Arrays.stream(between).sum()
        + sizeBetween(composed.first(), values)
        + sizeBetween(composed.second(), between);
  }

  private static double[] chargeOfValues(double[] values, long summands) {
    double unit = Rounding.gamma(summands + SPARE);
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = Rounding.inflate(unit * values[i]);
    }
    return result;
  }

  private double[] chargeOf(AffineLayer affine, double[] values) {
    int n = affine.size();
    double[] lost = new double[n];
    for (AffineLayer.Term term : affine.terms()) {
      LinearMap map = term.map();
      double[] product = new double[n];
      map.applyAbsolute(magnitude[term.source()], product);
      double rate = Rounding.gamma(map.summands() + SPARE) + map.coefficientError();
      for (int i = 0; i < n; i++) {
        lost[i] += rate * product[i] * (1 + rate);
      }
    }
    double dot = Rounding.gamma(n + SPARE);
    for (int i = 0; i < n; i++) {
      double bias = Math.abs(affine.bias()[i]);
      double biasError = affine.biasError() == null ? 0 : affine.biasError()[i];
      lost[i] =
          Rounding.inflate(lost[i] + dot * bias + biasError + SPARE * Rounding.UNIT * values[i]);
    }
    return lost;
  }
}
