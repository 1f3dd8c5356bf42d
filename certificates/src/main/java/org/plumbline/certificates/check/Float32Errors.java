package org.plumbline.certificates.check;

import java.util.Arrays;
import java.util.List;

/**
 * How far what a deployed network computes in IEEE binary32 may be from the affine layers.
 *
 * <p>Affine layers that follow one another form a <em>chain</em>: a polynomial of coefficients,
 * biases and the values z at its start, which are inputs or results of other layers. A runtime may
 * compute it layer by layer or multiply neighbouring layers first, sum in any order, fuse
 * multiplications with additions or not, and flush subnormal numbers to zero or not. Each monomial
 * then meets at most m roundings, where m adds up the products per row of the layers of the chain,
 * and two more for each. So with {@code γₘ = m·2⁻²⁴ / (1 − m·2⁻²⁴)} (Higham, 3.1) the value of
 * neuron i is off by at most
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

  Float32Errors(CheckedNetwork network) {
    int depth = network.depth();
    this.network = network;
    this.isCharged = new boolean[depth];
    this.roundings = new double[depth];
    this.sizes = new double[depth][];
    this.factors = new double[depth][];
    this.errors = new double[depth][];
    isCharged[depth - 1] = true;
    for (int k = 1; k < depth; k++) {
      AffineRows affine = network.affine(k);
      int[] sources = network.layer(k).sources();
      if (affine != null) {
        double before = Arrays.stream(sources).mapToDouble(s -> roundings[s]).max().orElse(0);
        roundings[k] = before + (affine.isMovement() ? 0 : own(affine));
        continue;
      }
      roundings[k] = Float32Coverage.roundsOnce(network.layer(k)) ? 1 : 0;
      for (int source : sources) {
        isCharged[source] = true;
      }
    }
  }

  private static double own(AffineRows affine) {
    return affine.summands32() + affine.deviation() / UNIT;
  }

  /**
   * Makes the errors of an affine layer from the bounds of what its chain starts from.
   *
   * @throws CheckEnd if a value may overflow on the way
   */
  void fill(int k, NodeBounds bounds) {
    AffineRows affine = network.affine(k);
    if (affine == null) {
      return;
    }
    double[] size = new double[affine.size()];
    double[] factor = new double[affine.size()];
    double[] carried = new double[affine.size()];
    for (int t = 0; t < affine.terms(); t++) {
      int source = affine.source(t);
      add(moved(affine.chain(t), sizes(source, bounds), SparseRows::absolute), size);
      add(moved(affine.chain(t), factors(source, bounds), SparseRows::factors), factor);
      if (errors[source] != null && isCharged[source]) {
        add(moved(affine.chain(t), errors[source], SparseRows::absolute), carried);
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
      errors[k][i] = isCharged[k] ? Roundoff.inflate(own + carried[i]) : 0;
    }
    sizes[k] = size;
    factors[k] = factor;
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
    if (network.affine(source) != null) {
      return sizes[source];
    }
    double[] sizes = new double[bounds.size(source)];
    Arrays.setAll(sizes, i -> bounds.magnitude(source, i));
    return sizes;
  }

  private double[] factors(int source, NodeBounds bounds) {
    if (network.affine(source) != null) {
      return factors[source];
    }
    double[] factors = new double[bounds.size(source)];
    Arrays.setAll(factors, i -> Math.max(1, bounds.magnitude(source, i)));
    return factors;
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
