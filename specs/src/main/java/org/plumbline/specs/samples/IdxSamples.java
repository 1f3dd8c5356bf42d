package org.plumbline.specs.samples;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.IdxFile;
import org.plumbline.specs.robustness.ImageLayout;
import org.plumbline.specs.robustness.InputShape;

/** Images and labels of two IDX files, as MNIST is published. */
final class IdxSamples implements SampleStream {
  private final IdxFile images;
  private final IdxFile labels;
  private final Preparation preparation;
  private final ImageLayout layout;
  private final ChannelOrder order;
  private int next;

  IdxSamples(
      Path imageFile,
      Path labelFile,
      Preparation preparation,
      InputShape inputs,
      ChannelOrder order) {
    this.images = IdxFile.read(imageFile);
    this.labels = IdxFile.read(labelFile);
    this.preparation = preparation;
    int[] shape = images.shape();
    if (shape.length < 3) {
      throw new ParseException(imageFile.toString(), "its items are no images");
    } else if (labels.shape().length != 1 || labels.items() != images.items()) {
      throw new ParseException(
          labelFile.toString(), "not one label for each of " + images.items() + " images");
    }
    int channels = shape.length == 4 ? shape[3] : 1;
    this.layout = inputs.of(shape[1], shape[2], channels, imageFile.toString());
    this.order = order;
  }

  @Override
  public int next(double[] values, int offset) {
    if (next == images.items()) {
      return END;
    }
    preparation.image(images.data(), next * layout.values(), layout, order, values, offset);
    return labels.label(next++);
  }

  @Override
  public OptionalInt size() {
    return OptionalInt.of(images.items());
  }

  @Override
  public void close() {}
}
