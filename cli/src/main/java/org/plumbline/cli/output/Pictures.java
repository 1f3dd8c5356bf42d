package org.plumbline.cli.output;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import javax.imageio.ImageIO;
import org.plumbline.falsifier.image.ImageDomain;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.DrawnImage;
import org.plumbline.specs.robustness.ImageLayout;
import org.plumbline.specs.robustness.InputShape;

/**
 * Draws an input, another one, and their difference: grey where they are equal, and as bright or
 * dark as can be where they differ most.
 *
 * @param greatest value of white; black is 0
 */
public record Pictures(int width, int height, int channels, ChannelOrder order, double greatest) {
  private static final List<String> NAMES =
      List.of("original.png", "adversarial.png", "difference.png");

  /** For inputs of a shape, if these are images. A row of values is taken for a square of grey. */
  public static Optional<Pictures> of(InputShape inputs, double greatest) {
    return ImageDomain.ofInputs(inputs, 0, greatest)
        .map(d -> new Pictures(d.width(), d.height(), d.channels(), inputs.order(), greatest));
  }

  /** The files that are drawn in a folder. */
  public static String[] names() {
    return NAMES.toArray(String[]::new);
  }

  public void write(Path folder, double[] original, double[] adversarial) {
    double most = 0;
    for (int i = 0; i < original.length; i++) {
      most = Math.max(most, Math.abs(adversarial[i] - original[i]));
    }
    double unit = most > 0 ? 2 * most : 1;
    draw(OutputFile.in(folder, NAMES.get(0)), i -> original[i] / greatest);
    draw(OutputFile.in(folder, NAMES.get(1)), i -> adversarial[i] / greatest);
    draw(OutputFile.in(folder, NAMES.get(2)), i -> 0.5 + (adversarial[i] - original[i]) / unit);
  }

  private void draw(OutputFile file, IntToDoubleFunction brightness) {
    file.write(out -> ImageIO.write(image(brightness), "png", out));
  }

  /**
   * @param brightness of a value of the input, from 0 to 1
   */
  public BufferedImage image(IntToDoubleFunction brightness) {
    return DrawnImage.of(new ImageLayout(height, width, channels, order), brightness);
  }
}
