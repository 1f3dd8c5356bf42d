package org.plumbline.verifier.dlv.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.interval.Box;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.network.model.NetworkSection;
import org.plumbline.verifier.bounds.RandomNetworks;

class RegionPropagationTest {
  private static final int NETWORKS = 120;
  private static final int SAMPLES_PER_REGION = 400;
  private static final double EVALUATION_ERROR = 1e-9;

  /** z = (x + y, x − y), h = relu(z) on [0, 1] × [2, 4]. */
  @Test
  void goesFromLayerToLayer() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int z = builder.add(new AffineLayer(0, new DenseMap(2, 2, new double[] {1, 1, 1, -1})));
    builder.add(new ActivationLayer(z, 2, Activation.RELU));
    RegionPropagation propagation = new RegionPropagation(builder.build(), JavaGemm::new);
    Box box = new Box(new double[] {0, 2}, new double[] {1, 4});
    Region affine = propagation.next(new Region(0, new double[] {1, 3}, box));
    assertThat(affine.layer()).isEqualTo(1);
    assertThat(affine.activation()).containsExactly(4, -2);
    assertThat(affine.box().lower()[0]).isBetween(2 - 1e-10, 2.0);
    assertThat(affine.box().upper()[1]).isBetween(-1.0, -1 + 1e-10);
    Region relu = propagation.next(affine);
    assertThat(relu.box().upper()[1]).isZero();
    assertThatThrownBy(() -> propagation.next(relu)).hasMessageContaining("no region follows");
  }

  @Test
  void everySampleOfARegionLandsInTheNext() {
    long samples = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      Random random = RandomNetworks.random(seed);
      Network network =
          seed % 5 == 4
              ? RandomNetworks.convolutional(random)
              : RandomNetworks.dense(random, random.nextBoolean());
      Box box = RandomNetworks.box(random, network.inputSize());
      RegionPropagation propagation = new RegionPropagation(network, JavaGemm::new);
      Region region = new Region(0, RandomNetworks.point(random, box), box);
      while (region.layer() < network.outputIndex()) {
        Region next = propagation.next(region);
        Network section = NetworkSection.between(network, region.layer(), next.layer());
        ForwardPass forward = new ForwardPass(section, new JavaGemm());
        for (int s = 0; s < SAMPLES_PER_REGION; s++, samples++) {
          double[] y = forward.outputs(1, RandomNetworks.point(random, region.box()));
          for (int i = 0; i < section.outputSize(); i++) {
            assertThat(y[i])
                .as("seed %d layer %d neuron %d", seed, next.layer(), i)
                .isBetween(
                    next.box().lower()[i] - EVALUATION_ERROR * Math.abs(y[i]),
                    next.box().upper()[i] + EVALUATION_ERROR * Math.abs(y[i]));
          }
        }
        region = next;
      }
    }
    assertThat(samples).isGreaterThan(100_000);
  }
}
