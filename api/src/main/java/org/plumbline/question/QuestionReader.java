package org.plumbline.question;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.network.model.UnsupportedOperatorException;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.query.Premise;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.query.Question;
import org.plumbline.specs.vnnlib.VnnLibWriter;
import org.plumbline.verifier.certified.ReferenceReading;
import org.plumbline.verifier.certified.SecondReading;

/**
 * Makes a question of a network's file, of a property's file or an input, and of patterns. Each
 * file was read once, so that a certificate speaks of what was parsed.
 */
public final class QuestionReader implements QuestionFiles {
  /** Of a question about all inputs. */
  public static final Function<Network, Premise> NO_PATTERNS = network -> Premise.NONE;

  private final NetworkFile network;
  private final Optional<PropertyFile> property;
  private final Optional<InputQuestion> input;
  private final Function<Network, Premise> patterns;
  private final ReferenceReading second;

  private QuestionReader(
      NetworkFile network,
      Optional<PropertyFile> property,
      Optional<InputQuestion> input,
      Function<Network, Premise> patterns) {
    this.network = property.isPresent() ? network.withAllOutputs() : network;
    this.property = property;
    this.input = input;
    this.patterns = patterns;
    ReferenceReading alone = this.network.secondReading();
    this.second = property.map(p -> p.secondReading(alone)).orElse(alone);
  }

  /**
   * Asks what a property's file says. The second reading begins at once.
   *
   * @param patterns what the inputs that are asked about have to follow
   */
  public static QuestionReader of(
      NetworkFile network, PropertyFile property, Function<Network, Premise> patterns) {
    return new QuestionReader(network, Optional.of(property), Optional.empty(), patterns);
  }

  /**
   * Asks about the neighbourhood of an input. The second reading begins at once.
   *
   * @param patterns what the inputs that are asked about have to follow
   */
  public static QuestionReader of(
      NetworkFile network, InputQuestion input, Function<Network, Premise> patterns) {
    return new QuestionReader(network, Optional.empty(), Optional.of(input), patterns);
  }

  @Override
  public ReadQuestion read() {
    Network whole;
    try {
      whole = network.network();
    } catch (UnsupportedOperatorException e) {
      if (property.isEmpty() || patterns != NO_PATTERNS) {
        throw e;
      }
      return fitting(this::inPieces);
    }
    return fitting(() -> whole(whole));
  }

  @Override
  public ReadQuestion readWhole() {
    Network whole = network.network();
    return fitting(() -> whole(whole));
  }

  /** A mismatch found while reading is the input's fault; the same exception later is a bug. */
  private ReadQuestion fitting(Supplier<ReadQuestion> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw new ParseException(network.content().name(), e.getMessage());
    }
  }

  private Query query(Network whole, Property asked) {
    try {
      return Query.of(whole, asked);
    } catch (IllegalArgumentException e) {
      List<String> outputs = whole.reading().ports().outputNames();
      throw outputs.size() < 2
          ? e
          : new IllegalArgumentException(
              e.getMessage()
                  + "; it has the outputs "
                  + outputs
                  + " one after the other, and --output NAME chooses one",
              e);
    }
  }

  private ReadQuestion whole(Network whole) {
    Premise premise = patterns.apply(whole);
    if (property.isPresent()) {
      PropertyFile asked = property.get();
      Question question = Question.of(query(whole, asked.property()).under(premise));
      return new ReadQuestion(
          question,
          second,
          premise,
          Optional.empty(),
          Optional.empty(),
          () -> subject(asked.digest()));
    }
    AskedInput read = input.orElseThrow().read(whole);
    Property asked = read.question().toProperty();
    Question question = Question.of(Query.of(whole, asked).under(premise));
    String text = VnnLibWriter.write(asked);
    SecondReading both = second.with("the property", text.getBytes(StandardCharsets.UTF_8));
    return new ReadQuestion(
        question,
        both,
        premise,
        Optional.of(read),
        Optional.empty(),
        () -> subject(Digest.of(text)));
  }

  private ReadQuestion inPieces() {
    PropertyFile asked = property.orElseThrow();
    Question question = Question.inPieces(asked.property(), network::pieces);
    return new ReadQuestion(
        question,
        second,
        Premise.NONE,
        Optional.empty(),
        Optional.empty(),
        () -> subject(asked.digest()));
  }

  private ReadQuestion.Subject subject(byte[] ofProperty) {
    return new ReadQuestion.Subject(network.digest(), ofProperty);
  }
}
