package org.plumbline.specs.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.plumbline.network.linear.DiagonalMap;
import org.plumbline.network.model.Activation;
import org.plumbline.network.model.ActivationLayer;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.AffineMerger;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;

class PhaseLayersTest {
  private static final Network NETWORK = network();

  /** Two affine layers in a row, ReLU, Clip, Sigmoid, Clip from 0. */
  private static Network network() {
    NetworkBuilder builder = new NetworkBuilder(1, 2);
    int at = affine(builder, affine(builder, 0));
    at = builder.add(new ActivationLayer(at, 2, Activation.RELU));
    at = affine(builder, at);
    at = builder.add(new ActivationLayer(at, 2, Activation.clip(-1, 1)));
    at = builder.add(new ActivationLayer(at, 2, Activation.SIGMOID));
    builder.add(new ActivationLayer(at, 2, Activation.clip(0, 6)));
    return builder.build();
  }

  private static int affine(NetworkBuilder builder, int source) {
    return builder.add(new AffineLayer(source, new DiagonalMap(new double[] {2, 3}, 0)));
  }

  @Test
  void layersThatTurnAtZeroAreCounted() {
    PhaseLayers layers = PhaseLayers.of(NETWORK);
    assertThat(layers.count()).isEqualTo(2);
    assertThat(layers.neurons()).isEqualTo(4);
    assertThat(layers.widths()).containsExactly(2, 2);
    assertThat(layers.activation(1)).isEqualTo(3);
    assertThat(layers.preActivation(1)).isEqualTo(2);
    assertThat(layers.activation(2)).isEqualTo(7);
    assertThat(layers.preActivation(2)).isEqualTo(6);
  }

  @Test
  void mergingLeavesTheirNumbersAlone() {
    Network merged = AffineMerger.merge(NETWORK);
    assertThat(merged.depth()).isLessThan(NETWORK.depth());
    PhaseLayers layers = PhaseLayers.of(merged);
    assertThat(layers.widths()).containsExactly(2, 2);
    assertThat(layers.activation(1)).isEqualTo(2);
    assertThat(layers.activation(2)).isEqualTo(6);
  }

  @Test
  void aPatternOfAnotherNetworkIsRefused() {
    PhaseLayers layers = PhaseLayers.of(NETWORK);
    layers.requireFit(ActivationPattern.of(new int[] {2, 2}, List.of()));
    assertThatThrownBy(() -> layers.requireFit(ActivationPattern.of(new int[] {2, 3}, List.of())))
        .hasMessageContaining("[2, 3] neurons, the network has [2, 2]");
  }
}
