package org.plumbline.specs.robustness;

import java.awt.image.BufferedImage;
import java.util.function.IntToDoubleFunction;

/** Draws the values of an input as the image that they are, in grey or in red, green and blue. */
public final class DrawnImage {
  private DrawnImage() {}

  /**
   * @param layout of one or three channels
   * @param brightness of each value by its place in the input; below 0 is black, above 1 is bright
   */
  public static BufferedImage of(ImageLayout layout, IntToDoubleFunction brightness) {
    BufferedImage image =
        new BufferedImage(
            layout.width(),
            layout.height(),
            layout.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < layout.width() * layout.height(); pixel++) {
      for (int c = 0; c < layout.channels(); c++) {
        double level = brightness.applyAsDouble(layout.place(c, pixel));
        int sample = (int) Math.round(255 * Math.max(0, Math.min(1, level)));
        image.getRaster().setSample(pixel % layout.width(), pixel / layout.width(), c, sample);
      }
    }
    return image;
  }
}
