package org.plumbline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.specs.robustness.InputShape;
import org.plumbline.specs.robustness.LocalRobustness;
import org.plumbline.specs.robustness.Norm;
import org.plumbline.specs.robustness.Normalisation;
import org.plumbline.specs.robustness.ReadInput;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A question of local robustness, asked by options instead of a property file. */
final class RobustnessOptions {
  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "One input, an image or numbers as text: asks whether its class can change.")
  private Path input;

  @Option(
      names = "--epsilon",
      paramLabel = "E",
      description = "How far each value may move, before normalisation: 0.03, or 8/255.")
  private Epsilon epsilon;

  @Option(
      names = "--norm",
      defaultValue = "linf",
      description = "Norm of the move (default and only one: linf).")
  private String norm;

  @Option(
      names = "--label",
      paramLabel = "N",
      description = "The class to keep, from 0 (default: the network's own answer).")
  private Integer label;

  @Option(
      names = "--input-range",
      paramLabel = "LOW,HIGH",
      split = ",",
      description = "Values never leave this range, for instance 0,1.")
  private BigDecimal[] range;

  @Option(
      names = "--mean",
      paramLabel = "M",
      split = ",",
      description = "Means subtracted per channel before the network sees the values.")
  private BigDecimal[] mean;

  @Option(
      names = "--std",
      paramLabel = "S",
      split = ",",
      description = "Deviations that values are divided by per channel.")
  private BigDecimal[] deviation;

  @Mixin private ImageOptions images;

  boolean isGiven() {
    return input != null;
  }

  /** What is wrong with the options as such, whatever the network. */
  Optional<String> mistake() {
    if (input == null) {
      return epsilon == null && label == null && range == null && mean == null && deviation == null
          ? Optional.empty()
          : Optional.of("--epsilon, --label, --input-range, --mean and --std go with --input");
    } else if (epsilon == null || epsilon.isNegative()) {
      return Optional.of("--input asks for an --epsilon that is not negative");
    } else if (!norm.equals("linf")) {
      return Optional.of("--norm " + norm + " is not supported; linf is");
    } else if (range != null && range.length != 2) {
      return Optional.of("--input-range wants two numbers, such as 0,1");
    }
    return (mean == null) == (deviation == null)
        ? Optional.empty()
        : Optional.of("--mean and --std are given together");
  }

  void addTo(FilePlan plan) {
    plan.reads(input);
  }

  /**
   * Reads the input, and asks the network for its class.
   *
   * @throws ParseException if the input cannot be read or does not fit the network
   * @throws IllegalArgumentException if the options do not fit the input or the network
   */
  AskedInput read(Network network) {
    FileContent file = FileContent.read(input, InputReader.MOST_BYTES);
    InputShape shape = InputShape.of(network.input().shape(), images.layout());
    ReadInput read = new InputReader(images.scale(), shape).read(file.bytes(), file.name());
    LocalRobustness unlabelled =
        new LocalRobustness(
            read.values(),
            epsilon.value(),
            Norm.LINF,
            0,
            network.outputSize(),
            Optional.ofNullable(range).map(r -> new LocalRobustness.Range(r[0], r[1])),
            normalisation(shape));
    OwnAnswer answer = OwnAnswer.of(network, unlabelled.centre());
    if (label == null && answer.label().isEmpty()) {
      throw new ParseException(
          file.name(), answer.words() + "; --label names the class that is asked about");
    }
    int kept = label == null ? answer.label().getAsInt() : label;
    return new AskedInput(file, read, unlabelled.withLabel(kept), answer);
  }

  private Optional<Normalisation> normalisation(InputShape shape) {
    return Optional.ofNullable(mean)
        .map(m -> new Normalisation(m, deviation, shape.channels(m.length, input.toString())));
  }

  /** What identifies the question, as far as it is known. */
  void write(JsonGenerator json, Optional<AskedInput> read) throws IOException {
    json.writeObjectFieldStart("input");
    json.writeStringField("file", input.toString());
    if (read.isPresent()) {
      json.writeStringField("sha256", Digest.hex(read.get().file().digest()));
      json.writeStringField("read", read.get().read().words());
    }
    json.writeStringField("epsilon", epsilon.text());
    json.writeStringField("norm", norm);
    if (read.isPresent()) {
      json.writeNumberField("label", read.get().question().label());
      read.get().answer().write(json);
    } else if (label != null) {
      json.writeNumberField("label", label);
    }
    write(json, "range", range);
    write(json, "mean", mean);
    write(json, "std", deviation);
    json.writeStringField("pixels", images.scale().name().toLowerCase(Locale.ROOT));
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, BigDecimal[] numbers)
      throws IOException {
    if (numbers != null) {
      json.writeArrayFieldStart(name);
      for (BigDecimal number : numbers) {
        json.writeNumber(number);
      }
      json.writeEndArray();
    }
  }
}
