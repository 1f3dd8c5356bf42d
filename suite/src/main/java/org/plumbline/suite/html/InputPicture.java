package org.plumbline.suite.html;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import javax.imageio.ImageIO;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.DrawnImage;
import org.plumbline.specs.robustness.ImageLayout;
import org.plumbline.specs.robustness.InputShape;

/** Draws values as an image of one or three channels; a row of values is a square of grey. */
record InputPicture(int width, int height, int channels, ChannelOrder order) {
  private static final long MOST_VALUES = 1 << 22;

  /**
   * @param shape of the network's input, batch dimension included
   * @param values how many there are
   */
  static Optional<InputPicture> of(List<Integer> shape, int values) {
    long size = 1;
    for (int extent : shape) {
      size = extent < 1 || size > MOST_VALUES ? MOST_VALUES + 1 : size * extent;
    }
    if (size != values || size > MOST_VALUES || size < 4) {
      return Optional.empty();
    }
    int[] extents = shape.stream().mapToInt(Integer::intValue).toArray();
    InputShape inputs = InputShape.of(extents, Optional.empty());
    int side = (int) Math.round(Math.sqrt(values));
    if (inputs.isFlat()) {
      return side * side == values && side > 3
          ? Optional.of(new InputPicture(side, side, 1, ChannelOrder.CHW))
          : Optional.empty();
    }
    return inputs.image().filter(l -> l.channels() != 4).map(InputPicture::of);
  }

  private static InputPicture of(ImageLayout layout) {
    return new InputPicture(layout.width(), layout.height(), layout.channels(), layout.order());
  }

  /** The channel of a value. */
  int channel(int index) {
    return order.channel(index, width * height * channels, channels);
  }

  /**
   * A data URI.
   *
   * @param brightness of each value, from 0 to 1
   */
  String png(IntToDoubleFunction brightness) {
    BufferedImage image =
        DrawnImage.of(new ImageLayout(height, width, channels, order), brightness);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
