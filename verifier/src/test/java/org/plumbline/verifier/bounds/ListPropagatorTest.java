package org.plumbline.verifier.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.verifier.bounds.sparse.ListPropagator;

/** Lists of symbols are the zonotopes that matrices are, of all boxes of a batch. */
class ListPropagatorTest {
  private static final int NETWORKS = 150;
  private static final int BATCH = 3;

  /** Affine layers, with a residual connection now and then, and activations of all kinds. */
  private static Network network(Random random) {
    while (true) {
      Network network = RandomNetworks.dense(random, false);
      if (network.layers().stream()
          .skip(1)
          .allMatch(l -> l instanceof AffineLayer || l instanceof ActivationLayer)) {
        return network;
      }
    }
  }

  private static BatchBounds bounds(Network network, Box[] boxes) {
    BatchBounds bounds = new BatchBounds(network);
    bounds.reset(BATCH);
    int n = network.inputSize();
    for (int b = 0; b < BATCH; b++) {
      System.arraycopy(boxes[b].lower(), 0, bounds.lower(0), b * n, n);
      System.arraycopy(boxes[b].upper(), 0, bounds.upper(0), b * n, n);
    }
    return bounds;
  }

  private static BatchBounds propagated(
      ForwardBounds zonotopes, Network network, Box[] boxes, int[] varying) {
    BatchBounds bounds = bounds(network, boxes);
    zonotopes.start(bounds, varying);
    for (int k = 1; k < network.depth(); k++) {
      zonotopes.propagate(k, bounds);
    }
    return bounds;
  }

  @Test
  void listsAreWhatMatricesAre() {
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = network(random);
      Box[] boxes =
          IntStream.range(0, BATCH)
              .mapToObj(b -> RandomNetworks.box(random, network.inputSize()))
              .toArray(Box[]::new);
      int[] varying = boxes[random.nextInt(BATCH)].varying();
      ZonotopePropagator matrices =
          new ZonotopePropagator(network, new JavaGemm(), Integer.MAX_VALUE);
      BatchBounds expected = propagated(matrices, network, boxes, varying);
      ListPropagator lists = new ListPropagator(network);
      propagated(lists, network, boxes, varying);
      BatchBounds found = propagated(lists, network, boxes, varying); // with buffers that were used
      for (int k = 1; k < network.depth(); k++) {
        int n = BATCH * network.layer(k).size();
        for (int at = 0; at < n; at++) {
          Offset<Double> rounding =
              Offset.offset(1e-9 * (1 + expected.upper(k)[at] - expected.lower(k)[at]));
          assertThat(found.lower(k)[at])
              .as("lower end %d of layer %d, seed %d", at, k, seed)
              .isCloseTo(expected.lower(k)[at], rounding);
          assertThat(found.upper(k)[at])
              .as("upper end %d of layer %d, seed %d", at, k, seed)
              .isCloseTo(expected.upper(k)[at], rounding);
        }
        int b = random.nextInt(BATCH);
        int i = random.nextInt(network.layer(k).size());
        for (int g = 0; g < varying.length; g++) {
          double generator = matrices.generator(k, b, g, i);
          assertThat(lists.generator(k, b, g, i))
              .as("generator %d of neuron %d of layer %d, seed %d", g, i, k, seed)
              .isCloseTo(generator, Offset.offset(1e-9 * (1 + Math.abs(generator))));
        }
      }
    }
  }

  @Test
  void samplesLieInside() {
    JavaGemm gemm = new JavaGemm();
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = network(random);
      Box box = RandomNetworks.box(random, network.inputSize());
      Box[] boxes = {box, box, box};
      BatchBounds bounds = propagated(new ListPropagator(network), network, boxes, box.varying());
      for (int p = 0; p < 20; p++) {
        double[][] values =
            new ForwardPass(network, gemm).trace(1, RandomNetworks.point(random, box));
        for (int k = 1; k < network.depth(); k++) {
          for (int i = 0; i < values[k].length; i++) {
            assertThat(values[k][i])
                .as("seed %d layer %d neuron %d", seed, k, i)
                .isBetween(bounds.lower(k)[i] - 1e-12, bounds.upper(k)[i] + 1e-12);
          }
        }
      }
    }
  }
}
