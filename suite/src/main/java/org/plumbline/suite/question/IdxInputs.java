package org.plumbline.suite.question;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.robustness.IdxFile;
import org.plumbline.suite.AskedImage;
import org.plumbline.suite.file.Inputs;

/** The images of an IDX file, each as a binary PGM or PPM image. */
final class IdxInputs {
  private IdxInputs() {}

  static List<Supplier<GivenInput>> of(Inputs inputs) {
    IdxFile images = IdxFile.read(inputs.data());
    Optional<IdxFile> labels = inputs.labels().map(IdxFile::read);
    if (labels.isPresent()
        && (labels.get().shape().length != 1 || labels.get().items() != images.items())) {
      throw new ParseException(
          inputs.labels().get().toString(),
          "not one label for each of " + images.items() + " images");
    }
    int[] shape = images.shape();
    int channels = shape.length == 4 ? shape[3] : 1;
    if (shape.length < 3 || channels != 1 && channels != 3) {
      throw new ParseException(
          inputs.data().toString(),
          "its items are no images of height, width and 1 or 3 channels, but "
              + Arrays.toString(shape));
    }
    String header = (channels == 1 ? "P5" : "P6") + "\n" + shape[2] + " " + shape[1] + "\n255\n";
    int size = shape[1] * shape[2] * channels;
    List<Supplier<GivenInput>> all = new ArrayList<>();
    for (int i = 0; i < images.items(); i++) {
      int item = i;
      all.add(
          () ->
              new GivenInput(
                  "image-" + item,
                  "image " + item + " of " + inputs.data().getFileName(),
                  new AskedImage(inputs.data().toString(), item),
                  joined(header, images.data(), item * size, size),
                  labels.map(l -> OptionalInt.of(l.label(item))).orElse(OptionalInt.empty()),
                  inputs.pixels(),
                  inputs.layout()));
    }
    return all;
  }

  private static byte[] joined(String header, byte[] data, int from, int size) {
    byte[] start = header.getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(start, start.length + size);
    System.arraycopy(data, from, all, start.length, size);
    return all;
  }
}
