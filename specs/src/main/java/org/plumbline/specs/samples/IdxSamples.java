package org.plumbline.specs.samples;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.robustness.IdxFile;

/** Images and labels of two IDX files, as MNIST is published. */
final class IdxSamples implements SampleStream {
  private final IdxFile images;
  private final IdxFile labels;
  private final Preparation preparation;
  private final int channels;
  private final int pixels;
  private int next;

  IdxSamples(Path imageFile, Path labelFile, Preparation preparation, int values) {
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
    this.channels = shape.length == 4 ? shape[3] : 1;
    this.pixels = shape[1] * shape[2];
    Samples.requireSize(imageFile.toString(), pixels * channels, values);
  }

  @Override
  public int next(double[] values, int offset) {
    if (next == images.items()) {
      return END;
    }
    int from = next * pixels * channels;
    preparation.image(images.data(), from, pixels, channels, values, offset);
    return labels.label(next++);
  }

  @Override
  public OptionalInt size() {
    return OptionalInt.of(images.items());
  }

  @Override
  public void close() {}
}
