package org.plumbline.verifier.float32;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.ProductLayer;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.ZonotopePropagator;

/**
 * A network whose chains of affine layers err by as much as binary32 arithmetic may: the last bias
 * of each gets an error that covers any order of summation, see the checker's {@code
 * Float32Errors}. Sizes of values come from zonotopes of the exact network, a little enlarged;
 * whether that was enough is the checker's to decide.
 */
final class DeployedNetwork {
  private static final double UNIT = 0x1p-24;
  private static final double UNDERFLOW = 0x1p-124;
  private static final double ENLARGED = 1.02;
  private static final int SYMBOLS = 1000;

  /** At least the roundings of a smooth function. */
  private static final double SMOOTH = 20;

  /** At least what a smooth function errs by absolutely. */
  private static final double ABSOLUTE = 0x1p-20;

  private final Network network;
  private final boolean[] isCharged;
  private final double[] roundings;
  private final double[][] sizes;
  private final double[][] errors;

  /** What functions err by absolutely, taken along. */
  private final double[][] given;

  private DeployedNetwork(Network network, double[][] magnitude) {
    this.network = network;
    this.isCharged = new boolean[network.depth()];
    this.roundings = new double[network.depth()];
    this.sizes = magnitude.clone();
    this.errors = new double[network.depth()][];
    this.given = new double[network.depth()][];
    isCharged[network.outputIndex()] = true;
    for (int k = 1; k < network.depth(); k++) {
      for (int source : network.layer(k).sources()) {
        isCharged[source] |= !isPolynomial(network.layer(k));
      }
    }
  }

  static Network of(Network network, Box box, Supplier<Gemm> gemm) {
    DeployedNetwork deployed = new DeployedNetwork(network, magnitudes(network, box, gemm));
    NetworkBuilder builder = new NetworkBuilder(network.input().shape());
    for (int k = 1; k < network.depth(); k++) {
      if (network.layer(k) instanceof AffineLayer affine) {
        builder.add(deployed.withErrors(affine, k));
      } else {
        deployed.fill(k);
        builder.add(network.layer(k));
      }
    }
    return builder.build();
  }

  private static boolean isPolynomial(Layer layer) {
    return layer instanceof AffineLayer || layer instanceof ProductLayer;
  }

  /** What a layer that is not affine errs by. */
  private void fill(int k) {
    if (network.layer(k) instanceof ProductLayer product) {
      int l = product.left();
      int r = product.right();
      given[k] = new double[product.size()];
      for (int i = 0; i < product.size(); i++) {
        double left = given(l, i);
        double right = given(r, i);
        given[k][i] = sizes[l][i] * right + sizes[r][i] * left + left * right;
      }
      double[] size = new double[product.size()];
      Arrays.setAll(size, i -> sizes[l][i] * sizes[r][i]);
      sizes[k] = size;
      roundings[k] = roundings(l) + roundings(r) + 1;
    } else if (isSmooth(k)) {
      given[k] = new double[network.layer(k).size()];
      Arrays.fill(given[k], ABSOLUTE);
    }
  }

  private double given(int source, int i) {
    boolean isChained = network.layer(source) instanceof AffineLayer && isCharged[source];
    return (given[source] == null ? 0 : given[source][i]) + (isChained ? errors[source][i] : 0);
  }

  private boolean isSmooth(int k) {
    return network.layer(k) instanceof ActivationLayer act && !act.activation().isPiecewiseLinear();
  }

  private double roundings(int source) {
    if (isPolynomial(network.layer(source))) {
      return roundings[source];
    }
    return isSmooth(source) ? SMOOTH : 1;
  }

  /** The same network, its layers exact. */
  static Network withoutErrors(Network network) {
    NetworkBuilder builder = new NetworkBuilder(network.input().shape());
    for (Layer layer : network.layers().subList(1, network.depth())) {
      builder.add(
          layer instanceof AffineLayer affine
              ? new AffineLayer(affine.terms(), affine.bias(), null)
              : layer);
    }
    return builder.build();
  }

  private static double[][] magnitudes(Network network, Box box, Supplier<Gemm> gemm) {
    BatchBounds bounds = new BatchBounds(network);
    bounds.reset(1);
    System.arraycopy(box.lower(), 0, bounds.lower(0), 0, box.size());
    System.arraycopy(box.upper(), 0, bounds.upper(0), 0, box.size());
    ZonotopePropagator zonotopes = new ZonotopePropagator(network, gemm.get(), SYMBOLS);
    int[] varying =
        IntStream.range(0, box.size()).filter(i -> box.lower()[i] < box.upper()[i]).toArray();
    zonotopes.start(bounds, varying);
    double[][] magnitude = new double[network.depth()][];
    for (int k = 0; k < network.depth(); k++) {
      if (k > 0) {
        zonotopes.propagate(k, bounds);
        zonotopes.adopt(k, bounds);
      }
      magnitude[k] = new double[network.layer(k).size()];
      for (int i = 0; i < magnitude[k].length; i++) {
        magnitude[k][i] =
            ENLARGED * Math.max(Math.abs(bounds.lower(k)[i]), Math.abs(bounds.upper(k)[i]));
      }
    }
    return magnitude;
  }

  private AffineLayer withErrors(AffineLayer affine, int k) {
    double[] size = new double[affine.size()];
    double[] weights = new double[affine.size()];
    double[] carried = new double[affine.size()];
    double[] passed = new double[affine.size()];
    double before = 0;
    double own = 2 + affine.deviation() / UNIT;
    for (AffineLayer.Term term : affine.terms()) {
      int source = term.source();
      boolean isChained = network.layer(source) instanceof AffineLayer;
      term.map().applyAbsolute(sizes[source], size);
      double[] ones = new double[term.map().inputSize()];
      Arrays.fill(ones, 1);
      term.map().applyAbsolute(ones, weights);
      if (isChained && isCharged[source]) {
        term.map().applyAbsolute(errors[source], carried);
      }
      if (given[source] != null) {
        term.map().applyAbsolute(given[source], passed);
      }
      before = Math.max(before, roundings(source));
      own += term.map().summands() + 2;
    }
    boolean isMovement = affine.terms().stream().allMatch(t -> t.map() instanceof SelectionMap);
    double m = roundings[k] = before + (isMovement ? 0 : own);
    double[] error = new double[size.length];
    for (int i = 0; i < error.length; i++) {
      size[i] += Math.abs(affine.bias()[i]);
      error[i] =
          ENLARGED * m * UNIT * size[i] + (m + weights[i]) * UNDERFLOW + carried[i] + passed[i];
    }
    given[k] = passed;
    sizes[k] = size;
    errors[k] = error;
    return new AffineLayer(affine.terms(), affine.bias(), total(affine, error, isCharged[k]));
  }

  private static double[] total(AffineLayer affine, double[] error, boolean isCharged) {
    if (!isCharged || affine.biasError() == null) {
      return isCharged ? error : affine.biasError();
    }
    double[] total = error.clone();
    for (int i = 0; i < total.length; i++) {
      total[i] += affine.biasError()[i];
    }
    return total;
  }
}
