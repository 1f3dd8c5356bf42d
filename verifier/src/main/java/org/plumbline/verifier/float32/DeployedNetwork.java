package org.plumbline.verifier.float32;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.linear.SelectionMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
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

  private final Network network;
  private final boolean[] isCharged;
  private final double[] roundings;
  private final double[][] sizes;
  private final double[][] errors;

  private DeployedNetwork(Network network, double[][] magnitude) {
    this.network = network;
    this.isCharged = new boolean[network.depth()];
    this.roundings = new double[network.depth()];
    this.sizes = magnitude.clone();
    this.errors = new double[network.depth()][];
    isCharged[network.outputIndex()] = true;
    for (int k = 1; k < network.depth(); k++) {
      for (int source : network.layer(k).sources()) {
        isCharged[source] |= !(network.layer(k) instanceof AffineLayer);
      }
    }
  }

  static Network of(Network network, Box box, Supplier<Gemm> gemm) {
    DeployedNetwork deployed = new DeployedNetwork(network, magnitudes(network, box, gemm));
    NetworkBuilder builder = new NetworkBuilder(network.input().shape());
    for (int k = 1; k < network.depth(); k++) {
      builder.add(
          network.layer(k) instanceof AffineLayer affine
              ? deployed.withErrors(affine, k)
              : network.layer(k));
    }
    return builder.build();
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
      before = Math.max(before, isChained ? roundings[source] : 1);
      own += term.map().summands() + 2;
    }
    boolean isMovement = affine.terms().stream().allMatch(t -> t.map() instanceof SelectionMap);
    double m = roundings[k] = before + (isMovement ? 0 : own);
    double[] error = new double[size.length];
    for (int i = 0; i < error.length; i++) {
      size[i] += Math.abs(affine.bias()[i]);
      error[i] = ENLARGED * m * UNIT * size[i] + (m + weights[i]) * UNDERFLOW + carried[i];
    }
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
