package org.plumbline.network.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.linear.JavaGemm;

class DeadLayersTest {

  /** y = relu(x) · relu(x) beside an unused tanh and what reads it. */
  @Test
  void whatTheOutputDoesNotReadIsDropped() {
    NetworkBuilder builder = new NetworkBuilder(2);
    int tanh = builder.add(new ActivationLayer(0, 2, Activation.TANH));
    int relu = builder.add(new ActivationLayer(0, 2, Activation.RELU));
    builder.add(new AffineLayer(tanh, new DenseMap(1, 2, new double[] {1, 1}, 0)));
    builder.add(new ProductLayer(relu, relu, 2));
    Network smaller = DeadLayers.drop(builder.build());
    assertThat(smaller.depth()).isEqualTo(3);
    double[] y = new ForwardPass(smaller, new JavaGemm()).outputs(1, new double[] {3, -1});
    assertThat(y).startsWith(9, 0);
  }

  @Test
  void theInputStays() {
    NetworkBuilder builder = new NetworkBuilder(2);
    builder.add(new AffineLayer(List.of(), new double[] {1}, null));
    assertThat(DeadLayers.drop(builder.build()).depth()).isEqualTo(2);
  }

  @Test
  void aNetworkWithoutDeadLayersStaysAsItIs() {
    NetworkBuilder builder = new NetworkBuilder(2);
    builder.add(new ActivationLayer(0, 2, Activation.TANH));
    Network network = builder.build();
    assertThat(DeadLayers.drop(network)).isSameAs(network);
  }
}
