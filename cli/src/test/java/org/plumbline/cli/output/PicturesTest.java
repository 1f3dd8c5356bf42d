package org.plumbline.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.InputShape;

class PicturesTest {
  private static Pictures of(ChannelOrder order, int... shape) {
    return Pictures.of(InputShape.of(shape, Optional.of(order)), 1).orElse(null);
  }

  @Test
  void shapesOfImagesAreTold() {
    Pictures square = new Pictures(28, 28, 1, ChannelOrder.CHW, 1);
    assertThat(of(ChannelOrder.CHW, 1, 784)).isEqualTo(square);
    assertThat(of(ChannelOrder.CHW, 1, 784, 1)).isEqualTo(square);
    assertThat(of(ChannelOrder.CHW, 1, 1, 1, 784)).isEqualTo(square);
    assertThat(of(ChannelOrder.CHW, 1, 1, 28, 28)).isEqualTo(square);
    assertThat(of(ChannelOrder.CHW, 1, 3, 20, 30))
        .isEqualTo(new Pictures(30, 20, 3, ChannelOrder.CHW, 1));
    assertThat(of(ChannelOrder.HWC, 1, 20, 30, 3))
        .isEqualTo(new Pictures(30, 20, 3, ChannelOrder.HWC, 1));
    assertThat(of(ChannelOrder.CHW, 1, 5)).isNull();
    assertThat(of(ChannelOrder.CHW, 1, 7, 20, 30)).isNull();
  }
}
