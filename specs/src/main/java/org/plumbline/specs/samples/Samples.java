package org.plumbline.specs.samples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.FileKind;
import org.plumbline.specs.robustness.InputShape;

/**
 * Labelled inputs in files: an IDX file with a file of labels, a CSV file whose first column are
 * the labels, or a folder with a subfolder for each class.
 *
 * @param data the IDX file, the CSV file or the folder
 * @param labels the IDX file of labels
 */
public record Samples(Path data, Optional<Path> labels, Preparation preparation) {

  /**
   * From the first on.
   *
   * @param shape of the network's input
   * @throws ParseException if files are missing, are unreadable, or do not fit each other
   */
  public SampleStream open(int[] shape) {
    InputShape inputs = preparation.inputs(shape);
    ChannelOrder order = inputs.channels(preparation.mean().length, data.toString());
    try {
      if (Files.isDirectory(data)) {
        requireNoLabels("a folder has its labels in the names of its subfolders");
        return new FolderSamples(data, preparation, inputs, order);
      } else if (isIdx()) {
        Path given =
            labels.orElseThrow(
                () -> new ParseException(data.toString(), "a file of labels has to go with it"));
        return new IdxSamples(data, given, preparation, inputs, order);
      }
      requireText();
      requireNoLabels("a CSV file has its labels in the first column");
      return new CsvSamples(data, preparation, inputs, order);
    } catch (NoSuchFileException e) {
      throw new ParseException(data.toString(), "there is no such file");
    } catch (IOException e) {
      throw new ParseException(data.toString(), "cannot be read: " + e.getMessage());
    }
  }

  private void requireNoLabels(String why) {
    if (labels.isPresent()) {
      throw new ParseException(labels.get().toString(), "goes with no IDX file: " + why);
    }
  }

  private void requireText() throws IOException {
    try (InputStream in = Unpacked.open(data)) {
      Optional<FileKind> kind = FileKind.of(in.readNBytes(1 << 10));
      if (kind.isPresent()) {
        throw new ParseException(
            data.toString(),
            "is "
                + kind.get().words()
                + ", not a data set: that is IDX, CSV, or a folder with one of images per class");
      }
    }
  }

  private boolean isIdx() throws IOException {
    try (InputStream in = Unpacked.open(data)) {
      byte[] start = in.readNBytes(3);
      return start.length == 3 && start[0] == 0 && start[1] == 0;
    }
  }

  /** All files that are read, in order. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(data)) {
      files.addAll(FolderSamples.files(data));
    } else {
      files.add(data);
    }
    labels.ifPresent(files::add);
    return files;
  }
}
