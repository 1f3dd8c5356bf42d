package org.plumbline.cli.output;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.plumbline.falsifier.image.ImageDomain;

/**
 * A picture of four panels: an image, its saliency from black to white, the adversarial image, and
 * the difference of both magnified: grey where they are equal, as bright or dark as can be where
 * they differ most. Pixels become squares, so that small images can be seen.
 */
public record Panels(ImageDomain domain) {
  private static final int WANTED_SIDE = 224;
  private static final int GAP = 8;
  private static final int PANELS = 4;

  /** Between panels: neither black, white nor grey, so that it is no part of any. */
  private static final int BETWEEN = 0x3060a0;

  /** Whether there is a way to draw such images. */
  public boolean canDraw() {
    return domain.channels() == 1 || domain.channels() == 3;
  }

  /**
   * @param saliency of each pixel, not negative
   */
  public void write(OutputFile file, double[] original, double[] saliency, double[] adversarial) {
    int zoom = Math.max(1, WANTED_SIDE / Math.max(domain.width(), domain.height()));
    int width = domain.width() * zoom;
    BufferedImage picture =
        new BufferedImage(
            PANELS * width + (PANELS - 1) * GAP,
            domain.height() * zoom,
            BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        picture.setRGB(x, y, BETWEEN);
      }
    }
    double[][] panels = {
      brightness(original), heat(saliency), brightness(adversarial), change(original, adversarial)
    };
    for (int n = 0; n < PANELS; n++) {
      draw(picture, panels[n], n * (width + GAP), zoom);
    }
    file.write(out -> ImageIO.write(picture, "png", out));
  }

  /** An image as it is, a pixel for each of its own. */
  public void writePlain(OutputFile file, double[] image) {
    BufferedImage picture =
        new BufferedImage(domain.width(), domain.height(), BufferedImage.TYPE_INT_RGB);
    draw(picture, brightness(image), 0, 1);
    file.write(out -> ImageIO.write(picture, "png", out));
  }

  private double[] brightness(double[] image) {
    double width = domain.upper() - domain.lower();
    return Arrays.stream(image).map(v -> (v - domain.lower()) / width).toArray();
  }

  /** The same in all channels. */
  private double[] heat(double[] saliency) {
    double most = Arrays.stream(saliency).max().orElse(0);
    double[] heat = new double[domain.values()];
    Arrays.setAll(heat, i -> most > 0 ? saliency[i % domain.pixels()] / most : 0);
    return heat;
  }

  private static double[] change(double[] original, double[] adversarial) {
    double most = 0;
    for (int i = 0; i < original.length; i++) {
      most = Math.max(most, Math.abs(adversarial[i] - original[i]));
    }
    double unit = most > 0 ? 2 * most : 1;
    double[] change = new double[original.length];
    Arrays.setAll(change, i -> 0.5 + (adversarial[i] - original[i]) / unit);
    return change;
  }

  private void draw(BufferedImage picture, double[] levels, int left, int zoom) {
    for (int y = 0; y < domain.height() * zoom; y++) {
      for (int x = 0; x < domain.width() * zoom; x++) {
        int pixel = y / zoom * domain.width() + x / zoom;
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          int channel = domain.channels() == 1 ? 0 : c;
          rgb = rgb << 8 | level(levels[domain.index(channel, pixel)]);
        }
        picture.setRGB(left + x, y, rgb);
      }
    }
  }

  private static int level(double brightness) {
    return (int) Math.round(255 * Math.max(0, Math.min(1, brightness)));
  }
}
