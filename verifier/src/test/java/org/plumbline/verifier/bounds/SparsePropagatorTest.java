package org.plumbline.verifier.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ReluDifferenceLayer;
import org.plumbline.verifier.bounds.sparse.SparsePropagator;

/** Zonotopes whose symbols keep what is not zero are those that keep everything. */
class SparsePropagatorTest {
  private static final int NETWORKS = 150;

  private static Network network(String family, Random random) {
    return family.equals("dense")
        ? RandomNetworks.dense(random, false)
        : RandomNetworks.convolutional(random);
  }

  private static BatchBounds start(Network network, Box box) {
    BatchBounds bounds = new BatchBounds(network);
    bounds.resetInputs();
    System.arraycopy(box.lower(), 0, bounds.lower(0), 0, box.size());
    System.arraycopy(box.upper(), 0, bounds.upper(0), 0, box.size());
    for (int k = 1; k < network.depth(); k++) {
      bounds.open(k);
    }
    return bounds;
  }

  private static BatchBounds sparse(Network network, Box box, int limit, double[] row) {
    BatchBounds bounds = start(network, box);
    SparsePropagator zonotopes = new SparsePropagator(network, new JavaGemm(), k -> limit);
    zonotopes.start(bounds, box.varying());
    for (int k = 1; k < network.depth(); k++) {
      zonotopes.propagate(k, bounds);
    }
    row[0] = zonotopes.lower(network.outputIndex(), row);
    return bounds;
  }

  /** Differences are intervals here, and zonotopes there. */
  private static Network withoutDifferences(String family, Random random) {
    Network network = network(family, random);
    while (network.layers().stream().anyMatch(layer -> layer instanceof ReluDifferenceLayer)) {
      network = network(family, random);
    }
    return network;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense", "convolutional"})
  void boundsAreThoseOfDenseZonotopes(String family) {
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = withoutDifferences(family, random);
      Box box = RandomNetworks.box(random, network.inputSize());
      int limit = random.nextBoolean() ? box.size() + random.nextInt(10) : Integer.MAX_VALUE;
      BatchBounds dense = start(network, box);
      ZonotopePropagator all = new ZonotopePropagator(network, new JavaGemm(), limit);
      all.start(dense, box.varying());
      for (int k = 1; k < network.depth(); k++) {
        all.propagate(k, dense);
      }
      BatchBounds bounds = sparse(network, box, limit, new double[network.outputSize()]);
      for (int k = 1; k < network.depth(); k++) {
        Offset<Double> rounding = Offset.offset(1e-9);
        assertThat(bounds.lower(k))
            .as("seed %d layer %d", seed, k)
            .containsExactly(dense.lower(k), rounding);
        assertThat(bounds.upper(k))
            .as("seed %d layer %d", seed, k)
            .containsExactly(dense.upper(k), rounding);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dense", "convolutional"})
  void samplesLieInsideAndAboveTheObjective(String family) {
    JavaGemm gemm = new JavaGemm();
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = network(family, random);
      Box box = RandomNetworks.box(random, network.inputSize());
      double[] row = new double[network.outputSize()];
      row[random.nextInt(row.length)] = 1;
      row[random.nextInt(row.length)] -= random.nextInt(3);
      double[] objective = row.clone();
      BatchBounds bounds = sparse(network, box, random.nextInt(12), row);
      for (int p = 0; p < 20; p++) {
        double[][] values =
            new ForwardPass(network, gemm).trace(1, RandomNetworks.point(random, box));
        double value = 0;
        for (int i = 0; i < objective.length; i++) {
          value += objective[i] * values[network.outputIndex()][i];
        }
        assertThat(row[0]).as("seed %d", seed).isLessThanOrEqualTo(value + 1e-12);
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
