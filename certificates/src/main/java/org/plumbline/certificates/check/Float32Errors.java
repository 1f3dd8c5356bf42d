package org.plumbline.certificates.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.ProductLayer;

/**
 * How far what a deployed network computes in IEEE binary32 may be from the affine layers.
 *
 * <p>Affine layers and products that follow one another form a <em>chain</em>: a polynomial of
 * coefficients, biases and the values z at its start, which are inputs or results of other layers.
 * A runtime may compute it layer by layer or multiply neighbouring layers first, sum in any order,
 * fuse multiplications with additions or not, and flush subnormal numbers to zero or not. Each
 * monomial then meets at most m roundings, where m adds up the products per row of the layers of
 * the chain, and two more for each. So with {@code γₘ = m·2⁻²⁴ / (1 − m·2⁻²⁴)} (Higham, 3.1) the
 * value of neuron i is off by at most
 *
 * <pre>γₘ·aᵢ + (m + 6)·2⁻¹²⁵·eᵢ + carried</pre>
 *
 * <p>Here {@code a = |M|·a(before) + |b|} is the sum of the monomials by absolute value, with |z|
 * at the start: nothing cancels in it. {@code e = max(1, |M|)·e(before) + max(1, |b|)}, with max(1,
 * |z|) at the start, is at least every product of some factors of the monomials and every sum of
 * such products: no intermediate value exceeds it, and an underflow or a flushed number, at most
 * 2⁻¹²⁵, grows by no more. Where e may reach 2¹²⁶ a value may overflow, and nothing is proved. What
 * is carried are the errors of layers before in the chain that are charged for their own sake,
 * which {@code |M|} takes along. Layers are charged whose values something else than an affine
 * layer sees: the others are exact by definition, and the end of the chain pays for them. A
 * coefficient that is computed with a relative error of d counts as d / 2⁻²⁴ roundings more.
 *
 * <p>A product of neurons that m and n roundings have met has met {@code m + n + 1}, its a and e
 * are the products of theirs. A function that errs at the start of a chain by δ and η ({@link
 * Float32Functions}) counts as that many roundings, and {@code |M|} takes η along, by itself:
 * {@code |x|·η(y) + |y|·η(x) + η(x)·η(y)} through a product.
 *
 * <p>Layers that only move, negate or join neurons round nothing. Neither do ReLU, Clip and maxima:
 * they are monotone and map 0 and all normal numbers to such, so that after any of them a number is
 * what it is without flushing, or it is 0 and was smaller than 2⁻¹²⁶, which the next chain pays
 * for.
 */
final class Float32Errors {
  private static final double UNIT = 0x1p-24;
  private static final double UNDERFLOW = 0x1p-125;

  /** Numbers below this one do not overflow, nor do sums of two. */
  private static final double LARGEST = 0x1p126;

  private static final double MOST_ROUNDINGS = 0x1p20;

  private final CheckedNetwork network;
  private final boolean[] isCharged;
  private final double[] roundings;
  private final double[][] sizes;
  private final double[][] factors;
  private final double[][] errors;

  /** What functions at the start of the chain err by absolutely, by layer; null for nothing. */
  private final double[][] absolute;

  Float32Errors(CheckedNetwork network) {
    int depth = network.depth();
    this.network = network;
    this.isCharged = new boolean[depth];
    this.roundings = new double[depth];
    this.sizes = new double[depth][];
    this.factors = new double[depth][];
    this.errors = new double[depth][];
    this.absolute = new double[depth][];
    isCharged[depth - 1] = true;
    for (int k = 1; k < depth; k++) {
      Layer layer = network.layer(k);
      roundings[k] = roundings(k);
      for (int source : layer.sources()) {
        isCharged[source] |= !Float32Coverage.isPolynomial(layer);
      }
    }
  }

  private double roundings(int k) {
    Layer layer = network.layer(k);
    AffineRows affine = network.affine(k);
    DoubleStream before = Arrays.stream(layer.sources()).mapToDouble(s -> roundings[s]);
    if (affine != null) {
      return before.max().orElse(0) + (affine.isMovement() ? 0 : own(affine));
    } else if (layer instanceof ProductLayer product) {
      return roundings[product.left()] + roundings[product.right()] + 1;
    }
    return allowance(layer).map(Float32Functions.Allowance::roundings).orElse(0.0);
  }

  private static Optional<Float32Functions.Allowance> allowance(Layer layer) {
    return layer instanceof ActivationLayer act
        ? Float32Functions.of(act.activation())
        : Optional.empty();
  }

  private static double own(AffineRows affine) {
    return affine.summands32() + affine.deviation() / UNIT;
  }

  /**
   * Makes the errors of a layer from the bounds of what its chain starts from.
   *
   * @throws CheckEnd if a value may overflow on the way
   */
  void fill(int k, NodeBounds bounds) {
    Layer layer = network.layer(k);
    if (network.affine(k) != null) {
      affine(k, network.affine(k), bounds);
    } else if (layer instanceof ProductLayer product) {
      product(k, product, bounds);
    } else {
      double error = allowance(layer).map(Float32Functions.Allowance::absolute).orElse(0.0);
      absolute[k] = error == 0 ? null : new double[layer.size()];
      if (error != 0) {
        Arrays.fill(absolute[k], error);
      }
    }
  }

  private void affine(int k, AffineRows affine, NodeBounds bounds) {
    double[] size = new double[affine.size()];
    double[] factor = new double[affine.size()];
    double[] carried = new double[affine.size()];
    double[] given = new double[affine.size()];
    boolean isGiven = false;
    for (int t = 0; t < affine.terms(); t++) {
      int source = affine.source(t);
      add(moved(affine.chain(t), sizes(source, bounds), SparseRows::absolute), size);
      add(moved(affine.chain(t), factors(source, bounds), SparseRows::factors), factor);
      if (errors[source] != null && isCharged[source]) {
        add(moved(affine.chain(t), errors[source], SparseRows::absolute), carried);
      }
      if (absolute[source] != null) {
        add(moved(affine.chain(t), absolute[source], SparseRows::absolute), given);
        isGiven = true;
      }
    }
    double m = roundings[k];
    double gamma = 1.01 * m * UNIT / (1 - m * UNIT);
    errors[k] = new double[affine.size()];
    for (int i = 0; i < size.length; i++) {
      double bias = Math.abs(affine.bias(i));
      size[i] = Roundoff.inflate((size[i] + bias) * (1 + affine.deviation()));
      factor[i] = Roundoff.inflate(factor[i] + (bias == 0 ? 0 : Math.max(1, bias)));
      requireNoOverflow(k, factor[i], m);
      double rounding = m == 0 ? 0 : gamma * size[i];
      double own = rounding + (m + 6) * UNDERFLOW * factor[i];
      given[i] = grown(given[i] * (1 + affine.deviation()), m);
      errors[k][i] = isCharged[k] ? Roundoff.inflate(own + carried[i] + given[i]) : 0;
    }
    sizes[k] = size;
    factors[k] = factor;
    absolute[k] = isGiven ? given : null;
  }

  /** An absolute error after roundings, fewer than 2²⁰ of them. */
  private static double grown(double error, double m) {
    return error == 0 ? 0 : Roundoff.inflate(error * (1 + 2 * m * UNIT));
  }

  private void product(int k, ProductLayer layer, NodeBounds bounds) {
    double[][] size = {sizes(layer.left(), bounds), sizes(layer.right(), bounds)};
    double[][] factor = {factors(layer.left(), bounds), factors(layer.right(), bounds)};
    double[][] error = {given(layer.left()), given(layer.right())};
    sizes[k] = new double[layer.size()];
    factors[k] = new double[layer.size()];
    absolute[k] = new double[layer.size()];
    for (int i = 0; i < layer.size(); i++) {
      sizes[k][i] = Roundoff.inflate(size[0][i] * size[1][i]);
      factors[k][i] = Roundoff.inflate(factor[0][i] * factor[1][i]);
      requireNoOverflow(k, factors[k][i], roundings[k]);
      double sum = size[0][i] * error[1][i] + size[1][i] * error[0][i] + error[0][i] * error[1][i];
      absolute[k][i] = grown(sum, roundings[k]);
    }
  }

  /**
   * What a factor may be off by besides its roundings: errors that were charged, and given ones.
   */
  private double[] given(int source) {
    double[] given = new double[network.layer(source).size()];
    if (errors[source] != null && isCharged[source]) {
      add(errors[source], given);
    }
    if (absolute[source] != null) {
      add(absolute[source], given);
    }
    return given;
  }

  private void requireNoOverflow(int k, double factor, double m) {
    if (!(factor < LARGEST) || !(m < MOST_ROUNDINGS)) {
      String why =
          network.network().reading().node(k)
              + " may overflow in binary32, or a runtime that regroups it with its neighbours may;"
              + " maybe a smaller set of inputs helps";
      throw new CheckEnd(new CheckResult.Incomplete(why, List.of()));
    }
  }

  /** A vector taken through the matrices of a chain. */
  private interface Step {
    double[] of(SparseRows rows, double[] vector);
  }

  private static double[] moved(List<SparseRows> chain, double[] start, Step step) {
    double[] vector = start;
    for (SparseRows rows : chain) {
      vector = step.of(rows, vector);
    }
    return vector;
  }

  private static void add(double[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }

  private double[] sizes(int source, NodeBounds bounds) {
    if (Float32Coverage.isPolynomial(network.layer(source))) {
      return sizes[source];
    }
    double[] sizes = new double[bounds.size(source)];
    Arrays.setAll(sizes, i -> bounds.magnitude(source, i));
    return sizes;
  }

  private double[] factors(int source, NodeBounds bounds) {
    if (Float32Coverage.isPolynomial(network.layer(source))) {
      return factors[source];
    }
    double[] factors = new double[bounds.size(source)];
    Arrays.setAll(factors, i -> Math.max(1, bounds.magnitude(source, i)));
    return factors;
  }

  /** Whether a runtime rounds nothing on the way to a layer from where its chain starts. */
  boolean isUnrounded(int layer) {
    return roundings[layer] == 0;
  }

  /** At least the error of a neuron of an affine layer that was filled. */
  double of(int layer, int neuron) {
    return errors[layer][neuron];
  }

  /** At most what a step sees of a value: one that is subnormal may have been flushed to zero. */
  static double least(double low) {
    return low > 0 && low < Float.MIN_NORMAL ? 0 : low;
  }

  /** At least what a step sees of a value. */
  static double greatest(double high) {
    return high < 0 && high > -Float.MIN_NORMAL ? 0 : high;
  }
}
