package org.plumbline.verifier.dlv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.plumbline.falsifier.feature.FeatureMap;
import org.plumbline.falsifier.feature.FeatureSource;
import org.plumbline.network.linear.DenseMap;
import org.plumbline.network.model.AffineLayer;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.NetworkBuilder;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.verifier.dlv.saliency.Saliency;

class FeatureSaliencyTest {
  private static final double[] IMAGE = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1};

  /** The four pixels of an image matter as much as their first channel says. */
  private static final FeatureSource FIRST_CHANNEL =
      (image, domain) ->
          new FeatureMap(List.of(), new double[] {image[0], image[1], image[2], image[3]});

  private static double[] scores(ChannelOrder order, int layer, int... shape) {
    NetworkBuilder builder = new NetworkBuilder(shape);
    builder.add(new AffineLayer(0, new DenseMap(2, 12, new double[24])));
    Network network = builder.build();
    Saliency later = at -> new double[] {7, 8};
    return new FeatureSaliency(FIRST_CHANNEL, Optional.of(order), 0, 1, later)
        .scores(new Saliency.Activations(network, new double[][] {IMAGE, {0, 0}}, layer, null));
  }

  @Test
  void channelsOfAPixelMatterAlike() {
    assertThat(scores(ChannelOrder.CHW, 0, 1, 3, 2, 2))
        .containsExactly(0, 0.1, 0.2, 0.3, 0, 0.1, 0.2, 0.3, 0, 0.1, 0.2, 0.3);
    assertThat(scores(ChannelOrder.HWC, 0, 1, 2, 2, 3))
        .containsExactly(0, 0, 0, 0.3, 0.3, 0.3, 0.6, 0.6, 0.6, 0.9, 0.9, 0.9);
  }

  @Test
  void laterLayersHaveNoPlaceInTheImage() {
    assertThat(scores(ChannelOrder.CHW, 1, 1, 3, 2, 2)).containsExactly(7, 8);
  }

  @Test
  void whatIsNoImageHasNone() {
    assertThatThrownBy(() -> scores(ChannelOrder.CHW, 0, 1, 12))
        .isInstanceOf(LayerwiseOptions.MismatchException.class)
        .hasMessageContaining("[1, 12]");
  }
}
