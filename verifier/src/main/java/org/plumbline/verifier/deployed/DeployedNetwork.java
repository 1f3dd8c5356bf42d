package org.plumbline.verifier.deployed;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.Gemm;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Layer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.ZonotopePropagator;

/**
 * A network whose affine layers err by as much as binary32 arithmetic may: every bias gets an error
 * that covers any order of summation, see the checker's {@code Float32Errors}. Sizes of values come
 * from zonotopes of the exact network, a little enlarged; whether that was enough is the checker's
 * to decide.
 */
final class DeployedNetwork {
  private static final double UNIT = 0x1p-24;
  private static final double UNDERFLOW = 0x1p-124;
  private static final double ENLARGED = 1.02;
  private static final int SYMBOLS = 1000;

  private DeployedNetwork() {}

  static Network of(Network network, Box box, Supplier<Gemm> gemm) {
    double[][] magnitude = magnitudes(network, box, gemm);
    double[] summands = new double[network.depth()];
    NetworkBuilder builder = new NetworkBuilder(network.input().shape());
    for (int k = 1; k < network.depth(); k++) {
      if (network.layer(k) instanceof AffineLayer affine) {
        builder.add(withErrors(affine, k, magnitude, summands));
      } else {
        builder.add(network.layer(k));
      }
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

  private static AffineLayer withErrors(
      AffineLayer affine, int k, double[][] magnitude, double[] summands) {
    double[] size = new double[affine.size()];
    double[] weights = new double[affine.size()];
    for (AffineLayer.Term term : affine.terms()) {
      term.map().applyAbsolute(magnitude[term.source()], size);
      double[] ones = new double[term.map().inputSize()];
      Arrays.fill(ones, 1);
      term.map().applyAbsolute(ones, weights);
      summands[k] += summands[term.source()] + term.map().summands();
    }
    double m = summands[k] + 2;
    double[] error = new double[size.length];
    for (int i = 0; i < error.length; i++) {
      double own = affine.biasError() == null ? 0 : affine.biasError()[i];
      double all = size[i] + Math.abs(affine.bias()[i]);
      error[i] = own + ENLARGED * m * UNIT * all + (m + weights[i]) * UNDERFLOW;
    }
    return new AffineLayer(affine.terms(), affine.bias(), error);
  }
}
