package org.plumbline.verifier.dlv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkSection;
import org.plumbline.verifier.bounds.RandomNetworks;
import org.plumbline.verifier.dlv.saliency.LargestDeviation;
import org.plumbline.verifier.dlv.saliency.LargestGradient;
import org.plumbline.verifier.dlv.saliency.Saliency;

class DimensionsTest {
  @Test
  void equalScoresComeInOrder() {
    double[] scores = {1, 3, Double.NaN, 3, 2, 3};
    assertThat(Dimensions.greatest(scores, i -> true, 4)).containsExactly(1, 3, 5, 4);
    assertThat(Dimensions.greatest(scores, i -> i != 3, 9)).containsExactly(1, 5, 4, 0);
  }

  @Test
  void theGreatestAreTrulyTheGreatest() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      double[] scores = random.ints(30, 0, 12).asDoubleStream().toArray();
      int[] chosen = Dimensions.greatest(scores, i -> true, 7);
      double[] sorted = scores.clone();
      Arrays.sort(sorted);
      assertThat(Arrays.stream(chosen).mapToDouble(i -> -scores[i]).toArray())
          .as("seed %d", seed)
          .isEqualTo(
              Arrays.stream(Arrays.copyOfRange(sorted, 23, 30)).map(s -> -s).sorted().toArray());
    }
  }

  /** Mean 2: deviations 2, 1, 0, 3. */
  @Test
  void deviationIsFromTheMeanOfTheWholeLayer() {
    double[] longer = {0, 1, 2, 5, 99};
    Network network = RandomNetworks.convolutional(new Random(1));
    double[] sixteen = Arrays.copyOf(longer, 17);
    sixteen[4] = 0;
    sixteen[16] = 99;
    double[] scores =
        new LargestDeviation()
            .scores(new Saliency.Activations(network, new double[][] {sixteen}, 0, new double[0]));
    assertThat(scores).hasSize(16);
    assertThat(scores[3]).isEqualTo(4.5);
    assertThat(scores[0]).isEqualTo(0.5);
  }

  @Test
  void gradientIsTheSlopeOfTheLead() {
    double step = 1e-6;
    int compared = 0;
    for (int seed = 0; seed < 60; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network = RandomNetworks.dense(random, true);
      double[] x = RandomNetworks.point(random, RandomNetworks.box(random, network.inputSize()));
      double[] lead = random.doubles(network.outputSize(), -1, 1).toArray();
      double[][] trace = new ForwardPass(network, new JavaGemm()).trace(1, x);
      for (int layer : NetworkSection.cuts(network)) {
        if (layer == network.outputIndex()) {
          continue;
        }
        double[] scores =
            new LargestGradient(new JavaGemm())
                .scores(new Saliency.Activations(network, trace, layer, lead));
        Network rest = NetworkSection.between(network, layer, network.outputIndex());
        double[] at = Arrays.copyOf(trace[layer], rest.inputSize());
        for (int i = 0; i < at.length; i++) {
          double up = moved(rest, at, i, step, lead);
          double down = moved(rest, at, i, -step, lead);
          double here = moved(rest, at, i, 0, lead);
          if (Math.abs((up - here) - (here - down)) < 1e-12) {
            assertThat(scores[i])
                .as("seed %d layer %d neuron %d", seed, layer, i)
                .isEqualTo(Math.abs(up - down) / (2 * step), within(1e-4));
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(500);
  }

  private static double moved(Network rest, double[] at, int i, double step, double[] lead) {
    double[] moved = at.clone();
    moved[i] += step;
    double[] y = new ForwardPass(rest, new JavaGemm()).outputs(1, moved);
    double sum = 0;
    for (int j = 0; j < lead.length; j++) {
      sum += lead[j] * y[j];
    }
    return sum;
  }
}
