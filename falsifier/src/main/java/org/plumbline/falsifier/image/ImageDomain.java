package org.plumbline.falsifier.image;

import java.util.Optional;
import org.plumbline.specs.robustness.InputShape;

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
   */
  public static Optional<ImageDomain> ofInputs(InputShape inputs, double lower, double upper) {
    if (inputs.isFlat()) {
      int side = (int) Math.round(Math.sqrt(inputs.size()));
      return side * side == inputs.size()
          ? Optional.of(new ImageDomain(1, side, side, lower, upper))
          : Optional.empty();
    }
    return inputs
        .image()
        .filter(layout -> layout.channels() == 1 || layout.channels() == 3)
        .map(l -> new ImageDomain(l.channels(), l.height(), l.width(), lower, upper));
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
