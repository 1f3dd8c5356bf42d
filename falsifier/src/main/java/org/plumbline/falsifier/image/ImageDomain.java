package org.plumbline.falsifier.image;

import java.util.Optional;
import java.util.stream.IntStream;
import org.plumbline.specs.robustness.ChannelOrder;

/**
 * The images that a search may make: arrays {@code [channels × height × width]} of values from one
 * interval. A pixel is a place in the image, counted row after row; it has a value per channel.
 */
public record ImageDomain(int channels, int height, int width, double lower, double upper) {
  private static final int MOST_VALUES = 1 << 26;

  public ImageDomain {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "images of " + channels + " × " + height + " × " + width + " values");
    } else if ((long) channels * height > MOST_VALUES / width) {
      throw new IllegalArgumentException(
          channels + " × " + height + " × " + width + " is more than " + MOST_VALUES + " values");
    } else if (!(lower < upper) || !Double.isFinite(upper - lower)) {
      throw new IllegalArgumentException("values from " + lower + " to " + upper);
    }
  }

  /**
   * The images that a network takes, if its inputs are images of one or three channels. A row of
   * values is taken for a square of grey.
   *
   * @param shape of the network's input, batch dimension included
   * @param order of the network's channels
   */
  public static Optional<ImageDomain> ofInputs(
      int[] shape, ChannelOrder order, double lower, double upper) {
    if (IntStream.of(shape).filter(extent -> extent != 1).count() == 1) {
      int values = IntStream.of(shape).max().orElseThrow();
      int side = (int) Math.round(Math.sqrt(values));
      return side * side == values
          ? Optional.of(new ImageDomain(1, side, side, lower, upper))
          : Optional.empty();
    } else if (shape.length == 3 && shape[0] == 1) {
      return Optional.of(new ImageDomain(1, shape[1], shape[2], lower, upper));
    } else if (shape.length != 4 || shape[0] != 1) {
      return Optional.empty();
    }
    boolean isPlanar = order == ChannelOrder.CHW;
    int channels = shape[isPlanar ? 1 : 3];
    int height = shape[isPlanar ? 2 : 1];
    int width = shape[isPlanar ? 3 : 2];
    return channels == 1 || channels == 3
        ? Optional.of(new ImageDomain(channels, height, width, lower, upper))
        : Optional.empty();
  }

  public int pixels() {
    return height * width;
  }

  /** Values of one image. */
  public int values() {
    return channels * height * width;
  }

  /** The place of a pixel's value. */
  public int index(int channel, int pixel) {
    return channel * pixels() + pixel;
  }

  public double clip(double value) {
    return Math.max(lower, Math.min(upper, value));
  }

  /**
   * @throws IllegalArgumentException naming the value that is not inside
   */
  public void require(double[] image) {
    if (image.length != values()) {
      throw new IllegalArgumentException(
          image.length + " values for images of " + channels + " × " + height + " × " + width);
    }
    for (int i = 0; i < image.length; i++) {
      if (!(image[i] >= lower && image[i] <= upper)) {
        throw new IllegalArgumentException(
            "value "
                + image[i]
                + " (number "
                + i
                + ") is not between "
                + lower
                + " and "
                + upper
                + "; maybe the range or the scale of pixels is another");
      }
    }
  }

  /** Brightness of each pixel from 0 to 1: the mean of one channel, or the luma of three. */
  public double[] brightness(double[] image) {
    double[] share = {0.299, 0.587, 0.114};
    double[] brightness = new double[pixels()];
    for (int p = 0; p < pixels(); p++) {
      for (int c = 0; c < channels; c++) {
        double part = channels == share.length ? share[c] : 1.0 / channels;
        brightness[p] += part * (image[index(c, p)] - lower) / (upper - lower);
      }
    }
    return brightness;
  }
}
