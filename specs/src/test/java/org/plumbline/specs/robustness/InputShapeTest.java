package org.plumbline.specs.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.plumbline.network.model.ParseException;

class InputShapeTest {
  private static InputShape shape(String extents, ChannelOrder asked) {
    return InputShape.of(ints(extents), Optional.ofNullable(asked));
  }

  private static int[] ints(String extents) {
    return extents.isBlank()
        ? new int[0]
        : Arrays.stream(extents.split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  /** Height, width and channels of the images that an input takes, and their order. */
  @ParameterizedTest
  @CsvSource({
    "1 1 28 28, 28 28 1, CHW",
    "1 28 28, 28 28 1, CHW",
    "28 28, 28 28 1, CHW",
    "1 28 28 1, 28 28 1, HWC",
    "28 28 1, 28 28 1, HWC",
    "1 3 32 20, 32 20 3, CHW",
    "3 32 20, 32 20 3, CHW",
    "1 32 20 3, 32 20 3, HWC",
    "1 4 32 20, 32 20 4, CHW",
    "1 1 3 32 20, 32 20 3, CHW"
  })
  void shapesTellWhereChannelsAre(String extents, String image, ChannelOrder order) {
    int[] size = ints(image);
    ImageLayout layout = new ImageLayout(size[0], size[1], size[2], order);
    assertThat(shape(extents, null).image()).contains(layout);
    assertThat(shape(extents, null).of(size[0], size[1], size[2], "f")).isEqualTo(layout);
    assertThat(shape(extents, order).image()).contains(layout);
  }

  @ParameterizedTest
  @CsvSource({"1 3 8 3", "1 1 8 3", "1 3 8 1", "1 4 4 4", "1 8 3", "1 3 3 3", "8 3"})
  void whatMayBeEitherIsRefusedUntilSomebodySaysWhich(String extents) {
    assertThat(shape(extents, null).image()).isEmpty();
    assertThatThrownBy(() -> shape(extents, null).of(8, 3, 3, "one.png"))
        .isInstanceOf(ParseException.class)
        .hasMessageStartingWith("one.png: the network's input [")
        .hasMessageContaining("--layout channels-first or channels-last says which");
    for (ChannelOrder order : ChannelOrder.values()) {
      assertThat(shape(extents, order).image().orElseThrow().order()).isEqualTo(order);
    }
  }

  @Test
  void whatIsSaidSettlesIt() {
    assertThat(shape("1 3 8 3", ChannelOrder.CHW).of(8, 3, 3, "f"))
        .isEqualTo(new ImageLayout(8, 3, 3, ChannelOrder.CHW));
    assertThat(shape("1 3 8 3", ChannelOrder.HWC).of(3, 8, 3, "f"))
        .isEqualTo(new ImageLayout(3, 8, 3, ChannelOrder.HWC));
    assertThatThrownBy(() -> shape("1 3 8 3", ChannelOrder.HWC).of(8, 3, 3, "f"))
        .hasMessageContaining("8 rows of 3 pixels in 3 channels")
        .hasMessageContaining("takes 3 rows of 8 pixels in 3 channels, channels last");
  }

  @Test
  void theShapeIsNotContradicted() {
    assertThatThrownBy(() -> shape("1 3 32 32", ChannelOrder.HWC).of(32, 32, 3, "f"))
        .hasMessageContaining(
            "[1, 3, 32, 32] is 32 rows of 32 pixels in 3 channels, channels first")
        .hasMessageContaining("leave out --layout");
  }

  @ParameterizedTest
  @CsvSource({
    "1 1 28 28, 14 56 1",
    "1 1 28 20, 20 28 1",
    "1 1 28 28, 28 28 3",
    "1 3 32 32, 32 32 1",
    "1 8 8 3, 8 8 1",
    "1 784, 28 29 1",
    "1 784, 28 28 3"
  })
  void otherImagesAreRefusedWithBothShapes(String extents, String image) {
    int[] size = ints(image);
    assertThatThrownBy(() -> shape(extents, null).of(size[0], size[1], size[2], "f"))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining(size[0] + " rows of " + size[1] + " pixels in " + size[2])
        .hasMessageContaining(Arrays.toString(ints(extents)))
        .hasMessageContaining("othing is scaled");
  }

  @ParameterizedTest
  @CsvSource({"2 3 4 5", "1 7 20 30", "5 5 5", "4 1 28 28"})
  void whatIsNoImageTakesNone(String extents) {
    assertThat(shape(extents, null).image()).isEmpty();
    assertThatThrownBy(() -> shape(extents, ChannelOrder.CHW).of(20, 30, 1, "f"))
        .hasMessageContaining("is no image");
  }

  @ParameterizedTest
  @CsvSource({"784", "1 784", "784 1", "1 1 1 784", "1 784 1"})
  void flatInputsTakeGreyImagesOfAsManyPixels(String extents) {
    assertThat(shape(extents, null).image()).isEmpty();
    assertThat(shape(extents, null).of(28, 28, 1, "f").words())
        .isEqualTo("28 rows of 28 pixels in 1 channel");
  }

  @Test
  void flatInputsAskForTheOrderOfColours() {
    assertThatThrownBy(() -> shape("1 3072", null).of(32, 32, 3, "f"))
        .hasMessageContaining("--layout channels-first or channels-last says which");
    assertThat(shape("1 3072", ChannelOrder.HWC).of(32, 32, 3, "f").place(1, 2)).isEqualTo(7);
    assertThat(shape("1 3072", ChannelOrder.CHW).of(32, 32, 3, "f").place(1, 2)).isEqualTo(1026);
    assertThat(shape("1 3", null).of(1, 1, 3, "f").values()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "1 3 32 32, , CHW",
    "1 32 32 3, , HWC",
    "1 3072, HWC, HWC",
    "1 3072, CHW, CHW",
    "1 7 20 30, HWC, HWC"
  })
  void meansGoWithChannels(String extents, ChannelOrder asked, ChannelOrder order) {
    assertThat(shape(extents, asked).channels(3, "f")).isEqualTo(order);
    assertThat(shape(extents, asked).channels(1, "f").channel(5, 3072, 1)).isZero();
  }

  @Test
  void meansThatGoWithNothingAreRefused() {
    assertThatThrownBy(() -> shape("1 3072", null).channels(3, "f"))
        .hasMessageContaining("does not tell which values are a channel's; --layout");
    assertThatThrownBy(() -> shape("1 3 32 32", null).channels(2, "f"))
        .hasMessageContaining("2 means for the network's input [1, 3, 32, 32] of 3 channels");
    assertThatThrownBy(() -> shape("1 1 28 28", null).channels(3, "f"))
        .hasMessageContaining("784 values are not divisible into 3 channels");
  }

  @Test
  void arraysHaveTheShapeOrAreFlat() {
    InputShape shape = shape("1 3 8 9", null);
    for (String array : new String[] {"1 3 8 9", "3 8 9", "216", "1 216", "216 1"}) {
      shape.requireArray(ints(array), "f");
    }
    for (String array : new String[] {"1 8 9 3", "3 9 8", "3 72", "1 3 8 8", "2 108"}) {
      assertThatThrownBy(() -> shape.requireArray(ints(array), "f"))
          .hasMessageContaining(Arrays.toString(ints(array)))
          .hasMessageContaining("[1, 3, 8, 9]");
    }
    assertThatThrownBy(() -> shape.requireArray(ints("215"), "f"))
        .hasMessageContaining("215 values for a network of 216 inputs");
  }
}
