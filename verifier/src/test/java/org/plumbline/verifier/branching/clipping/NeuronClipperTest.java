package org.plumbline.verifier.branching.clipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.query.Premise;
import org.plumbline.verifier.bounds.BatchBounds;
import org.plumbline.verifier.bounds.ErrorCharges;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.branching.root.OpenNeurons;
import org.plumbline.verifier.branching.root.RootBounds;
import org.plumbline.verifier.branching.search.Parallel;
import org.plumbline.verifier.branching.space.Splits;
import org.plumbline.verifier.branching.space.UnsafeSet;
import org.plumbline.verifier.proof.RootRows;

/** A clipped bound holds wherever its constraint does, and gains from it. */
class NeuronClipperTest {
  private static final int NETWORKS = 300;
  private static final int POINTS = 200;

  @Test
  void boundsHoldWhereTheSplitDoes() {
    int gains = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = RandomNetworks.dense(random, true);
      Box box = RandomNetworks.box(random, network.inputSize());
      BatchBounds root = rootOf(network, box);
      OpenNeurons open = new OpenNeurons(network, root);
      if (open.count() < 2) {
        continue;
      }
      NeuronForms forms =
          NeuronForms.of(root, open, new ErrorCharges(root), new JavaGemm()).orElseThrow();
      Splits split = splitOf(random, network, open);
      NeuronClipper clipper = new NeuronClipper(forms, new FormProducts(forms, new JavaGemm()));
      clipper.constrain(split);
      double[][][] values = traces(random, network, box);
      for (int k = 1; k < network.depth(); k++) {
        for (int i : open.sources(k)) {
          double low = clipper.lower(forms.of(k, i), Double.NEGATIVE_INFINITY);
          double high = -clipper.lower(forms.of(k, i) + 1, Double.NEGATIVE_INFINITY);
          double width = root.upper(k)[i] - root.lower(k)[i];
          gains += high - low < 0.9 * width ? 1 : 0;
          for (double[][] value : values) {
            double at = value[split.layer()][split.neuron()];
            if (split.isAbove() ? at >= 0 : at <= 0) {
              assertThat(value[k][i])
                  .as("seed %d layer %d neuron %d", seed, k, i)
                  .isBetween(low - 1e-9, high + 1e-9);
            }
          }
        }
      }
    }
    assertThat(gains).isGreaterThan(NETWORKS / 6);
  }

  private static Splits splitOf(Random random, Network network, OpenNeurons open) {
    for (; ; ) {
      int layer = 1 + random.nextInt(network.depth() - 1);
      int[] neurons = open.sources(layer);
      if (neurons.length > 0) {
        int neuron = neurons[random.nextInt(neurons.length)];
        return Splits.after(null, layer, neuron, 0, random.nextBoolean());
      }
    }
  }

  private static double[][][] traces(Random random, Network network, Box box) {
    ForwardPass forward = new ForwardPass(network, new JavaGemm());
    double[][][] traces = new double[POINTS][network.depth()][];
    for (int p = 0; p < POINTS; p++) {
      double[][] values = forward.trace(1, RandomNetworks.point(random, box));
      for (int k = 0; k < network.depth(); k++) {
        traces[p][k] = values[k].clone();
      }
    }
    return traces;
  }

  static BatchBounds rootOf(Network network, Box box) {
    UnsafeSet anything =
        new UnsafeSet(
            box, new double[][] {ones(network)}, null, new double[] {0}, new int[] {0, 1});
    try (Parallel parallel = new Parallel(1)) {
      return new RootBounds(network, Premise.NONE, JavaGemm::new, parallel)
          .of(anything, box.varying(), RootRows.of(network), Budget.ofMillis(60_000));
    }
  }

  private static double[] ones(Network network) {
    double[] row = new double[network.outputSize()];
    java.util.Arrays.fill(row, 1);
    return row;
  }
}
