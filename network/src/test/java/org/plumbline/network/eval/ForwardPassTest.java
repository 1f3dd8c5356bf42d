package org.plumbline.network.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;

final class ForwardPassTest {

  /** h = relu(x₀ − x₁, x₀ + 2x₁ − 1), y = h₀ − 3h₁ + 0.5; at (2, 1): h = (1, 3), y = −7.5. */
  @Test
  void evaluatesTwoLayers() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int hidden =
        builder.add(
            new AffineLayer(
                0, new DenseMap(2, 2, new double[] {1, -1, 1, 2}), new double[] {0, -1}));
    int relu = builder.add(new ActivationLayer(hidden, 2, Activation.RELU));
    builder.add(
        new AffineLayer(relu, new DenseMap(1, 2, new double[] {1, -3}), new double[] {0.5}));
    Network network = builder.build();
    double[] x = {2, 1, -1, 0};
    double[][] trace = new ForwardPass(network, new JavaGemm()).trace(2, x);
    assertThat(trace[relu]).startsWith(1, 3, 0, 0);
    assertThat(trace[3]).startsWith(-7.5, 0.5);
    assertThat(new Float32ForwardPass(network).outputs(new float[] {2, 1})).containsExactly(-7.5f);
    assertThat(new ExactForwardPass(network).outputs(new double[] {2, 1})[0].toDouble())
        .isEqualTo(-7.5);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void rowsOfABatchDoNotTouchEachOther(long seed) {
    Random random = new Random(seed);
    Network network = SampleNetworks.piecewise(random, SampleNetworks.PIECEWISE_LINEAR);
    ForwardPass forward = new ForwardPass(network, new JavaGemm());
    int n = network.inputSize();
    double[] x = SampleNetworks.inputs(random, 7 * n);
    double[] together = forward.outputs(7, x).clone();
    for (int r = 0; r < 7; r++) {
      double[] alone = forward.outputs(1, Arrays.copyOfRange(x, r * n, (r + 1) * n));
      for (int j = 0; j < network.outputSize(); j++) {
        assertThat(together[r * network.outputSize() + j])
            .as("seed %d row %d", seed, r)
            .isEqualTo(alone[j]);
      }
    }
  }
}
