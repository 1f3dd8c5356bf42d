package org.plumbline.question;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.query.Question;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.specs.robustness.InputShape;
import org.plumbline.specs.robustness.LocalRobustness;
import org.plumbline.specs.robustness.Norm;
import org.plumbline.specs.robustness.Normalisation;
import org.plumbline.specs.robustness.ReadInput;

/**
 * Whether a network's class is the same within ε of one input.
 *
 * @param source where the input comes from
 * @param epsilon ≥ 0, how far each value may move, before normalisation
 * @param label the class to keep; without one it is the network's own
 * @param range that values never leave
 * @param scaling applied to the moved values
 */
public record InputQuestion(
    Source source,
    BigDecimal epsilon,
    OptionalInt label,
    Optional<LocalRobustness.Range> range,
    Optional<Scaling> scaling) {

  /** Where an input comes from. */
  public sealed interface Source {
    /** For messages. */
    String name();
  }

  /**
   * A file: an image, or numbers.
   *
   * @param scale of an image's brightness
   * @param layout of an image's channels, where the network's shape does not tell
   */
  public record OfFile(FileContent file, InputReader.Scale scale, Optional<ChannelOrder> layout)
      implements Source {
    @Override
    public String name() {
      return file.name();
    }
  }

  /**
   * Numbers, in the order of the network's input.
   *
   * @param layout of channels that means and deviations are of, where the network's shape does not
   *     tell
   */
  public record OfNumbers(String name, BigDecimal[] values, Optional<ChannelOrder> layout)
      implements Source {}

  /** {@code (value − mean) / deviation}, one of each per channel. */
  public record Scaling(BigDecimal[] mean, BigDecimal[] deviation) {}

  /**
   * Reads the input, and asks the network for its class.
   *
   * @throws ParseException if the input cannot be read or does not fit the network
   * @throws IllegalArgumentException if the question does not fit the input or the network
   */
  public AskedInput read(Network network) {
    InputShape shape = shape(network);
    ReadInput read = values(shape);
    LocalRobustness unlabelled =
        new LocalRobustness(
            read.values(),
            epsilon,
            Norm.LINF,
            0,
            network.outputSize(),
            range,
            scaling.map(s -> normalisation(s, shape)));
    OwnAnswer answer = OwnAnswer.of(network, unlabelled.centre());
    if (label.isEmpty() && answer.label().isEmpty()) {
      throw new ParseException(
          source.name(), answer.words() + "; --label names the class that is asked about");
    }
    int kept = label.isPresent() ? label.getAsInt() : answer.label().getAsInt();
    return new AskedInput(source.name(), digest(), read, unlabelled.withLabel(kept), answer);
  }

  /** The shape of a network's input, with the layout that is known of it. */
  public InputShape shape(Network network) {
    return InputShape.of(network.input().shape(), layout());
  }

  /**
   * The only query of the question, whose inputs can be moved by real numbers.
   *
   * @throws ParseException if the network takes integers
   */
  public Query inReals(Question asked) {
    Query query = asked.parts().get(0).get();
    if (query.network().reading().ports().hasWholeInputs()) {
      throw new ParseException(
          source.name(), "the network takes integers, and an attack moves inputs by real numbers");
    }
    return query;
  }

  private Optional<ChannelOrder> layout() {
    return source instanceof OfFile file ? file.layout() : ((OfNumbers) source).layout();
  }

  private ReadInput values(InputShape shape) {
    if (source instanceof OfFile of) {
      return new InputReader(of.scale(), shape).read(of.file().bytes(), of.name());
    }
    OfNumbers numbers = (OfNumbers) source;
    shape.requireCount(numbers.values().length, numbers.name());
    return new ReadInput(numbers.values().clone(), Optional.empty());
  }

  private byte[] digest() {
    if (source instanceof OfFile of) {
      return of.file().digest();
    }
    String text =
        Arrays.stream(((OfNumbers) source).values())
            .map(BigDecimal::toString)
            .collect(Collectors.joining(","));
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private Normalisation normalisation(Scaling scaling, InputShape shape) {
    ChannelOrder order = shape.channels(scaling.mean().length, source.name());
    return new Normalisation(scaling.mean(), scaling.deviation(), order);
  }

  /** What of it matters to an answer, in one line. */
  public String identity() {
    String kind = source instanceof OfFile of ? of.scale() + " of a file" : "numbers";
    return String.join(
        "; ",
        kind + " " + Digest.hex(digest()),
        "channels " + layout().map(Enum::name).orElse("by the network"),
        "epsilon " + epsilon.stripTrailingZeros(),
        "label " + (label.isPresent() ? label.getAsInt() : "of the network"),
        "range " + range.map(r -> r.lower() + " " + r.upper()).orElse("none"),
        "scaling "
            + scaling
                .map(s -> Arrays.toString(s.mean()) + Arrays.toString(s.deviation()))
                .orElse("none"));
  }
}
