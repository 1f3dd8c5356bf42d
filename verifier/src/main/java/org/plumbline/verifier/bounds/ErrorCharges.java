package org.plumbline.verifier.bounds;

import org.plumbline.network.interval.Box;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.model.AffineLayer;
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
 */
public final class ErrorCharges {
  private static final int SPARE = 16;

  private final Network network;
  private final double[][] magnitude;
  private final double[][] charge;

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
    this(network, new double[network.depth()][], new double[network.depth()][]);
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
  }

  private ErrorCharges(Network network, double[][] magnitude, double[][] charge) {
    this.network = network;
    this.magnitude = magnitude;
    this.charge = charge;
  }

  /** The charges of a slice of the network, which sums no more than the network does. */
  public ErrorCharges of(NetworkSlice slice) {
    double[][] magnitudes = new double[slice.network().depth()][];
    double[][] charges = new double[slice.network().depth()][];
    for (int k = 0; k < slice.layer().length; k++) {
      if (slice.layer()[k] >= 0) {
        magnitudes[slice.layer()[k]] = NetworkSlice.pick(magnitude[k], slice.neurons()[k]);
        charges[slice.layer()[k]] = NetworkSlice.pick(charge[k], slice.neurons()[k]);
      }
    }
    return new ErrorCharges(slice.network(), magnitudes, charges);
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
