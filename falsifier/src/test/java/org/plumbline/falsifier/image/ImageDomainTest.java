package org.plumbline.falsifier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ImageDomainTest {
  private final ImageDomain domain = new ImageDomain(3, 2, 2, -1, 1);

  @Test
  void valuesLieChannelAfterChannel() {
    assertThat(domain.values()).isEqualTo(12);
    assertThat(domain.pixels()).isEqualTo(4);
    assertThat(domain.index(2, 1)).isEqualTo(9);
    assertThat(domain.clip(-3)).isEqualTo(-1);
    assertThat(domain.clip(0.25)).isEqualTo(0.25);
  }

  /** Red at its top: 0.299 of the range from −1 to 1 is filled. */
  @Test
  void brightnessIsLuma() {
    double[] image = {1, -1, -1, 1, -1, 1, -1, 1, -1, -1, -1, 1};
    assertThat(domain.brightness(image))
        .containsExactly(new double[] {0.299, 0.587, 0, 1}, within(1e-12));
  }

  @Test
  void imagesOutsideAreNamed() {
    domain.require(new double[12]);
    double[] image = new double[12];
    image[7] = Double.NaN;
    assertThatThrownBy(() -> domain.require(image))
        .hasMessageStartingWith("value NaN (number 7) is not between -1.0 and 1.0");
    assertThatThrownBy(() -> domain.require(new double[11]))
        .hasMessage("11 values for images of 3 × 2 × 2");
    assertThatThrownBy(() -> new ImageDomain(1, 1, 1, 1, 1)).hasMessage("values from 1.0 to 1.0");
    assertThatThrownBy(() -> new ImageDomain(1 << 20, 1 << 20, 1 << 20, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
