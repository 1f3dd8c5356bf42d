package org.plumbline.cli.options;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.Digest;
import org.plumbline.question.FileContent;
import org.plumbline.specs.robustness.IdxFile;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.specs.robustness.InputShape;
import org.plumbline.specs.robustness.ReadInput;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One input of a classifier, from a file of its own or from a data set. */
public final class ClassifierInput {
  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "One input: an image, or numbers as text.")
  private Path input;

  @Option(
      names = "--dataset",
      paramLabel = "FILE",
      description = "Images in the IDX format of MNIST, plain or gzipped, instead of --input.")
  private Path dataset;

  @Option(
      names = "--index",
      paramLabel = "N",
      description = "Which image of the data set, from 0 (default: 0).")
  private Integer index;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "Labels of the data set in the IDX format, to compare the network's class with.")
  private Path labels;

  @Mixin private ImageOptions images;

  private String layout = "";
  private volatile Optional<String> digest = Optional.empty();

  /** What is wrong with the options as such. */
  public Optional<String> mistake() {
    if ((input == null) == (dataset == null)) {
      return Optional.of("name one input: --input FILE, or --dataset FILE and --index N");
    } else if (labels != null && dataset == null) {
      return Optional.of("--labels goes with --dataset");
    }
    if (index != null && dataset == null) {
      return Optional.of("--index goes with --dataset");
    }
    return item() >= 0 ? Optional.empty() : Optional.of("--index " + index + " is negative");
  }

  private int item() {
    return index == null ? 0 : index;
  }

  public void addTo(FilePlan plan) {
    plan.reads(input, dataset, labels);
  }

  /**
   * The values, as doubles.
   *
   * @throws ParseException when the file cannot be read, or does not fit the network
   */
  public double[] read(Network network) {
    InputShape shape = InputShape.of(network.input().shape(), images.layout());
    InputReader reader = new InputReader(images.scale(), shape);
    FileContent file =
        input == null
            ? FileContent.read(dataset, IdxFile.MAX_BYTES)
            : FileContent.read(input, InputReader.MOST_BYTES);
    ReadInput read =
        input == null
            ? reader.read(IdxFile.read(file.bytes(), dataset), item(), dataset)
            : reader.read(file.bytes(), file.name());
    digest = Optional.of(Digest.hex(file.digest()));
    layout = read.words();
    double[] doubles = read.doubles();
    for (int i = 0; i < doubles.length; i++) {
      if (Double.isInfinite(doubles[i])) {
        throw new ParseException(source(), "value number " + i + " is beyond the largest double");
      }
    }
    return doubles;
  }

  /** The label that the data set gives, if one was named. */
  public OptionalInt label() {
    if (labels == null) {
      return OptionalInt.empty();
    }
    IdxFile all = IdxFile.read(labels);
    if (all.shape().length != 1 || item() >= all.items()) {
      throw new ParseException(labels.toString(), "there is no label " + item());
    }
    return OptionalInt.of(all.label(item()));
  }

  /** For messages and reports. */
  public String source() {
    return input == null ? dataset + ", item " + item() : input.toString();
  }

  /** Writes what the input is, and the SHA-256 of its file, once it was read. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStringField("input", source());
    if (digest.isPresent()) {
      json.writeStringField("inputSha256", digest.get());
    }
  }

  /** The same with what was read, once it was. */
  public String words() {
    return layout.isEmpty() ? source() : source() + ", " + layout;
  }

  /** What the values were made of, once they were read. */
  public Optional<String> readAs() {
    return layout.isEmpty() ? Optional.empty() : Optional.of("Read: " + layout + ".");
  }

  public ImageOptions images() {
    return images;
  }
}
