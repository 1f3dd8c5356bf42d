package org.plumbline.cli.options;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.cli.output.AnswerJson;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.question.AskedInput;
import org.plumbline.question.Digest;
import org.plumbline.question.FileContent;
import org.plumbline.question.InputQuestion;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.specs.robustness.LocalRobustness;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A question of local robustness, asked by options instead of a property file. */
public final class RobustnessOptions {
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

  public boolean isGiven() {
    return input != null;
  }

  /** For a template: the two numbers of --input-range, or something else than two. */
  BigDecimal[] range() {
    return range == null ? new BigDecimal[0] : range.clone();
  }

  /** For a template: what --epsilon says. */
  Optional<Epsilon> radius() {
    return Optional.ofNullable(epsilon);
  }

  /** For a template: places of values, which --input names; none where it names something else. */
  List<Integer> places() {
    String text = input == null ? "" : input.toString();
    return text.matches("[0-9]{1,8}(,[0-9]{1,8})*")
        ? Arrays.stream(text.split(",")).map(Integer::valueOf).toList()
        : List.of();
  }

  /** For a template: whether something is asked for that no template knows. */
  boolean isBeyondTemplates() {
    return label != null || mean != null || deviation != null || !norm.equals("linf");
  }

  /** For a template: whether something is named by --input. */
  boolean namesInput() {
    return input != null;
  }

  /** What is wrong with the options as such, whatever the network. */
  public Optional<String> mistake() {
    if (input == null) {
      return epsilon == null && label == null && range == null && mean == null && deviation == null
          ? Optional.empty()
          : Optional.of("--epsilon, --label, --input-range, --mean and --std go with --input");
    } else if (epsilon == null || epsilon.isNegative()) {
      return Optional.of("--input asks for an --epsilon that is not negative");
    } else if (!norm.equals("linf")) {
      return Optional.of("--norm " + norm + " is not supported; linf is");
    } else if (InputRange.mistake(range).isPresent()) {
      return InputRange.mistake(range);
    }
    return (mean == null) == (deviation == null)
        ? Optional.empty()
        : Optional.of("--mean and --std are given together");
  }

  void addTo(FilePlan plan) {
    plan.reads(input);
  }

  /**
   * The question, with its input's file read.
   *
   * @throws org.plumbline.network.model.ParseException if the file is missing or unreadable
   */
  InputQuestion question() {
    FileContent file = FileContent.read(input, InputReader.MOST_BYTES);
    return new InputQuestion(
        new InputQuestion.OfFile(file, images.scale(), images.layout()),
        epsilon.value(),
        label == null ? OptionalInt.empty() : OptionalInt.of(label),
        Optional.ofNullable(range).map(r -> new LocalRobustness.Range(r[0], r[1])),
        Optional.ofNullable(mean).map(m -> new InputQuestion.Scaling(m, deviation)));
  }

  /** What identifies the question, as far as it is known. */
  void write(JsonGenerator json, Optional<AskedInput> read) throws IOException {
    json.writeObjectFieldStart("input");
    json.writeStringField("file", input.toString());
    if (read.isPresent()) {
      json.writeStringField("sha256", Digest.hex(read.get().digest()));
      json.writeStringField("read", read.get().read().words());
    }
    json.writeStringField("epsilon", epsilon.text());
    json.writeStringField("norm", norm);
    if (read.isPresent()) {
      json.writeNumberField("label", read.get().question().label());
      AnswerJson.write(json, read.get().answer());
      json.writeBooleanField("labelIsClass", read.get().isAboutOwnClass());
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
