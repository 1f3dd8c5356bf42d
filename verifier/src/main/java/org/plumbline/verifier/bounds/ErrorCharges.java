package org.plumbline.verifier.bounds;

import org.plumbline.network.interval.Box;
import org.plumbline.network.interval.Rounding;
import org.plumbline.network.linear.LinearMap;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ProductLayer;

/**
 * What one backward or forward step over a layer can lose to rounding, worked out once per search.
 *
 * <p>Let row a be the computed coefficients at layer k with values {@code y = M x + b}, {@code |x|
 * ≤ m} on the whole search domain. Moving a to x computes {@code a' = fl(a M)} and {@code fl(a·b)}.
 * By Rounding, {@code |a·y − (a'·x + a·b)| ≤ Σⱼ |aⱼ| · chargeⱼ} with
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

  private final double[][] magnitude;
  private final double[][] charge;

  /**
   * @param domain contains every input the search will look at
   */
  public ErrorCharges(Network network, Box domain) {
    magnitude = new double[network.depth()][];
    charge = new double[network.depth()][];
    magnitude[0] = new double[domain.size()];
    for (int i = 0; i < domain.size(); i++) {
      magnitude[0][i] = Math.max(Math.abs(domain.lower()[i]), Math.abs(domain.upper()[i]));
    }
    charge[0] = chargeOfValues(magnitude[0], domain.size());
    for (int k = 1; k < network.depth(); k++) {
      fill(network, k);
    }
  }

  /** Upper bounds of |y| for every neuron of a layer over the domain; infinite where unbounded. */
  public double[] magnitude(int layer) {
    return magnitude[layer];
  }

  /** The charge per unit of coefficient, see the class comment. */
  public double[] charge(int layer) {
    return charge[layer];
  }

  private void fill(Network network, int k) {
    Layer layer = network.layer(k);
    if (layer instanceof AffineLayer affine) {
      fillAffine(affine, k);
      return;
    }
    magnitude[k] = magnitudeOf(layer);
    charge[k] = chargeOfValues(magnitude[k], 1);
  }

  private static double[] chargeOfValues(double[] values, long summands) {
    double unit = Rounding.gamma(summands + SPARE);
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = Rounding.inflate(unit * values[i]);
    }
    return result;
  }

  private void fillAffine(AffineLayer affine, int k) {
    int n = affine.size();
    double[] total = new double[n];
    double[] lost = new double[n];
    for (AffineLayer.Term term : affine.terms()) {
      LinearMap map = term.map();
      double[] product = new double[n];
      map.applyAbsolute(magnitude[term.source()], product);
      double rate = Rounding.gamma(map.summands() + SPARE) + map.coefficientError();
      for (int i = 0; i < n; i++) {
        double bound = product[i] * (1 + rate) * (1 + Rounding.gamma(map.summands() + SPARE));
        total[i] += bound;
        lost[i] += rate * bound;
      }
    }
    double dot = Rounding.gamma(n + SPARE);
    for (int i = 0; i < n; i++) {
      double bias = Math.abs(affine.bias()[i]);
      double biasError = affine.biasError() == null ? 0 : affine.biasError()[i];
      total[i] = Rounding.inflate(total[i] + bias + biasError);
      lost[i] =
          Rounding.inflate(lost[i] + dot * bias + biasError + SPARE * Rounding.UNIT * total[i]);
    }
    magnitude[k] = total;
    charge[k] = lost;
  }

  private double[] magnitudeOf(Layer layer) {
    if (layer instanceof ActivationLayer act) {
      double[] source = magnitude[act.source()];
      double[] result = new double[act.size()];
      for (int i = 0; i < result.length; i++) {
        result[i] = MagnitudeRule.of(act.activation(), source[i]);
      }
      return result;
    }
    if (layer instanceof ProductLayer product) {
      double[] result = new double[product.size()];
      for (int i = 0; i < result.length; i++) {
        result[i] = Rounding.inflate(magnitude[product.left()][i] * magnitude[product.right()][i]);
      }
      return result;
    }
    MaximumLayer maximum = (MaximumLayer) layer;
    double[] result = new double[maximum.size()];
    for (int g = 0; g < result.length; g++) {
      for (int m = maximum.groupStart()[g]; m < maximum.groupStart()[g + 1]; m++) {
        result[g] = Math.max(result[g], magnitude[maximum.source()][maximum.members()[m]]);
      }
    }
    return result;
  }
}
