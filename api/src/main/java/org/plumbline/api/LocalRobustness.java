package org.plumbline.api;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.AskedInput;
import org.plumbline.question.Decimal;
import org.plumbline.question.FileContent;
import org.plumbline.question.InputQuestion;
import org.plumbline.question.InputQuestion.Scaling;
import org.plumbline.question.InputQuestion.Source;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.specs.robustness.LocalRobustness.Range;

/**
 * Whether a classifier gives the same class to all inputs whose values are each at most ε away from
 * those of one input. A class is kept where its output is greater than every other; a tie violates.
 * Immutable: every method returns another question.
 */
public final class LocalRobustness implements Property {
  private final Source source;
  private final String epsilon;
  private final OptionalInt label;
  private final Optional<Range> range;
  private final Optional<Scaling> scaling;

  private LocalRobustness(
      Source source,
      String epsilon,
      OptionalInt label,
      Optional<Range> range,
      Optional<Scaling> scaling) {
    this.source = source;
    this.epsilon = epsilon;
    this.label = label;
    this.range = range;
    this.scaling = scaling;
  }

  private static LocalRobustness of(Source source) {
    return new LocalRobustness(
        source, "0", OptionalInt.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Around the input that a file holds: an image (PNG, JPEG, GIF, BMP, PGM, PPM) whose brightness
   * becomes values between 0 and 1, a NumPy array, or numbers as text.
   *
   * @param file read now
   * @return the question with ε = 0
   * @throws UnreadableInputException if the file is missing or unreadable
   */
  public static LocalRobustness around(Path file) {
    FileContent content = Refusals.translated(() -> FileContent.read(file, InputReader.MOST_BYTES));
    return of(new InputQuestion.OfFile(content, InputReader.Scale.UNIT, Optional.empty()));
  }

  /**
   * Around the input that a file in memory holds.
   *
   * @param name for messages
   * @param content as of {@link #around(Path)}, copied
   * @return the question with ε = 0
   */
  public static LocalRobustness around(String name, byte[] content) {
    FileContent file = new FileContent(Path.of(name), content.clone());
    return of(new InputQuestion.OfFile(file, InputReader.Scale.UNIT, Optional.empty()));
  }

  /**
   * Around an input.
   *
   * @param values in the order of the network's input, row by row, before any normalisation; the
   *     doubles count exactly
   * @return the question with ε = 0
   */
  public static LocalRobustness around(double... values) {
    BigDecimal[] exact = Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    return of(new InputQuestion.OfNumbers("the input", exact, Optional.empty()));
  }

  /**
   * Around an input.
   *
   * @param values in the order of the network's input, row by row, before any normalisation; the
   *     floats count exactly
   * @return the question with ε = 0
   */
  public static LocalRobustness around(float... values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return around(wide);
  }

  /**
   * How far each value may move.
   *
   * @param decimal a decimal, or a fraction such as {@code 8/255}, at least 0
   * @return the question with this ε
   * @throws IllegalArgumentException if it is none
   */
  public LocalRobustness epsilon(String decimal) {
    if (Decimal.fraction(decimal).signum() < 0) {
      throw new IllegalArgumentException("epsilon " + decimal + " is negative");
    }
    return new LocalRobustness(source, decimal, label, range, scaling);
  }

  /**
   * The class to keep; without it, it is the network's own.
   *
   * @param kept a class, from 0
   * @return the question about this class
   */
  public LocalRobustness label(int kept) {
    return new LocalRobustness(source, epsilon, OptionalInt.of(kept), range, scaling);
  }

  /**
   * Values never leave this range.
   *
   * @param low a decimal
   * @param high a decimal, not below
   * @return the question about inputs in the range
   * @throws IllegalArgumentException if the range is empty
   */
  public LocalRobustness range(String low, String high) {
    Range within = new Range(Decimal.parse(low), Decimal.parse(high));
    return new LocalRobustness(source, epsilon, label, Optional.of(within), scaling);
  }

  /**
   * What is computed from a value before the network sees it: {@code (value − mean) / deviation}.
   *
   * @param means decimals, one per channel or one for all
   * @param deviations positive decimals, as many
   * @return the question with this normalisation
   */
  public LocalRobustness normalised(String[] means, String[] deviations) {
    Scaling by = new Scaling(Decimal.parse(means), Decimal.parse(deviations));
    return new LocalRobustness(source, epsilon, label, range, Optional.of(by));
  }

  /**
   * Of an image: brightness becomes values between 0 and 255. Numbers are taken as they are.
   *
   * @return the question with these values
   */
  public LocalRobustness bytes() {
    if (source instanceof InputQuestion.OfFile file) {
      Source scaled = new InputQuestion.OfFile(file.file(), InputReader.Scale.BYTES, file.layout());
      return new LocalRobustness(scaled, epsilon, label, range, scaling);
    }
    return this;
  }

  /**
   * Where channels stand in the network's input, if its shape does not tell.
   *
   * @return the question for channels first, {@code [1, C, H, W]}
   */
  public LocalRobustness channelsFirst() {
    return channels(ChannelOrder.CHW);
  }

  /**
   * Where channels stand in the network's input, if its shape does not tell.
   *
   * @return the question for channels last, {@code [1, H, W, C]}
   */
  public LocalRobustness channelsLast() {
    return channels(ChannelOrder.HWC);
  }

  private LocalRobustness channels(ChannelOrder order) {
    Optional<ChannelOrder> layout = Optional.of(order);
    Source placed =
        source instanceof InputQuestion.OfFile file
            ? new InputQuestion.OfFile(file.file(), file.scale(), layout)
            : new InputQuestion.OfNumbers(
                source.name(), ((InputQuestion.OfNumbers) source).values(), layout);
    return new LocalRobustness(placed, epsilon, label, range, scaling);
  }

  /**
   * The input itself.
   *
   * @param model that sees it
   * @return what it sees, and what class it gives
   * @throws UnreadableInputException if the model or the input cannot be read, or do not fit
   */
  public SeenInput seenBy(Model model) {
    return Refusals.translated(
        () -> {
          Network network = model.file().network();
          AskedInput read = fitting(network);
          return new SeenInput(
              Arrays.stream(read.question().centre()).boxed().toList(),
              Arrays.stream(network.input().shape()).boxed().toList(),
              new AskedClass(read.question().label(), read.answer().classes()));
        });
  }

  private AskedInput fitting(Network network) {
    try {
      return question().read(network);
    } catch (IllegalArgumentException e) {
      throw new ParseException(source.name(), e.getMessage());
    }
  }

  InputQuestion question() {
    return new InputQuestion(source, Decimal.fraction(epsilon), label, range, scaling);
  }

  @Override
  public String toString() {
    return "within " + epsilon + " of " + source.name();
  }
}
