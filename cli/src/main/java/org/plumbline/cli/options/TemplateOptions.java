package org.plumbline.cli.options;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.plumbline.certificates.proof.Certificate.Semantics;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.question.JoinedFiles;
import org.plumbline.question.NamedNetwork;
import org.plumbline.question.NetworkFile;
import org.plumbline.question.PropertyFile;
import org.plumbline.question.QuestionFiles;
import org.plumbline.specs.pair.InputRelation;
import org.plumbline.specs.pair.OutputRelation;
import org.plumbline.specs.pair.PairQuestion;
import org.plumbline.specs.property.DecimalBox;
import org.plumbline.specs.vnnlib2.Vnnlib2Printer;
import picocli.CommandLine.Option;

/**
 * Questions about two runs of one network, by name. Each is a query in VNN-LIB 2.0 with a network
 * and its copy.
 */
public final class TemplateOptions {
  private static final MathContext DIGITS = new MathContext(20, RoundingMode.DOWN);

  /** What is asked. */
  public enum Template {
    /** Whether an output never falls where an input rises. */
    MONOTONE,
    /** Whether near inputs, anywhere in the range, have the same class. */
    ROBUST,
    /** Whether inputs that differ in some values alone have the same class. */
    FAIR
  }

  @Option(
      names = "--template",
      paramLabel = "NAME",
      description =
          "Asks about two runs, with --input-range: ${COMPLETION-CANDIDATES}. monotone: does an"
              + " output never fall (by more than --epsilon, if it is given) where the values that"
              + " --input names (from 0: 3, or 3,5) rise?"
              + " robust: have inputs within --epsilon of each other one class? fair: have inputs"
              + " that differ only in the values that --input names one class?")
  private Template template;

  @Option(
      names = "--output-index",
      paramLabel = "N",
      description = "Of --template monotone: the output, from 0 (default: the only one).")
  private Integer output;

  @Option(names = "--decreasing", description = "Of --template monotone: the output never rises.")
  private boolean decreasing;

  @Option(
      names = "--confidence",
      paramLabel = "C",
      description =
          "Of --template robust and fair: only where the first run's class leads each other by ln(C"
              + " / (1 - C)), as it does wherever its softmax is at least C; between 0.5 and 1.")
  private Double confidence;

  public boolean isGiven() {
    return template != null;
  }

  /** What is wrong with the options as such. */
  Optional<String> mistake(RobustnessOptions given) {
    if (template == null) {
      return output == null && !decreasing && confidence == null
          ? Optional.empty()
          : Optional.of("--output-index, --decreasing and --confidence go with --template.");
    } else if (foreign(given).isPresent()) {
      return foreign(given).map(o -> o + " is no option of --template " + name() + ".");
    } else if (given.range().length != 2) {
      return Optional.of("--template wants --input-range LOW,HIGH.");
    } else if (given.range()[0].compareTo(given.range()[1]) > 0) {
      return Optional.of(
          "--input-range " + given.range()[0] + "," + given.range()[1] + " is empty.");
    } else if (confidence != null && !(confidence > 0.5 && confidence < 1)) {
      return Optional.of("--confidence " + confidence + " is not between 0.5 and 1.");
    } else if (given.radius().map(Epsilon::isNegative).orElse(false)) {
      return Optional.of("--epsilon is negative.");
    } else if (template == Template.ROBUST) {
      return given.radius().isEmpty()
          ? Optional.of("--template robust wants an --epsilon.")
          : Optional.empty();
    }
    return given.places().isEmpty()
        ? Optional.of("--template " + name() + " wants the values' places, as in --input 3.")
        : Optional.empty();
  }

  /** An option that this template would ignore. */
  private Optional<String> foreign(RobustnessOptions given) {
    boolean isMonotone = template == Template.MONOTONE;
    if (given.isBeyondTemplates()) {
      return Optional.of("--norm, --label, --mean or --std");
    } else if (!isMonotone && (output != null || decreasing)) {
      return Optional.of("--output-index or --decreasing");
    } else if (isMonotone && confidence != null) {
      return Optional.of("--confidence");
    } else if (template == Template.FAIR && given.radius().isPresent()) {
      return Optional.of("--epsilon");
    }
    return template == Template.ROBUST && given.namesInput()
        ? Optional.of("--input")
        : Optional.empty();
  }

  private String name() {
    return template.name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * The question, with the network read.
   *
   * @throws ParseException where the network has no such input or output
   */
  QuestionFiles files(NetworkFile file, RobustnessOptions given, Optional<Semantics> chosen) {
    Network network = file.realNetwork();
    String text = Vnnlib2Printer.print(question(file, network, given).document());
    return new JoinedFiles(
        List.of(new NamedNetwork(PairQuestion.FIRST, file)),
        PropertyFile.ofText("--template", text),
        chosen);
  }

  private PairQuestion question(NetworkFile file, Network network, RobustnessOptions given) {
    int size = network.inputSize();
    BigDecimal[] lower = new BigDecimal[size];
    BigDecimal[] upper = new BigDecimal[size];
    Arrays.fill(lower, given.range()[0]);
    Arrays.fill(upper, given.range()[1]);
    PairQuestion.Tensors tensors = PairQuestion.Tensors.of(network, file.content().name());
    return new PairQuestion(
        PairQuestion.Runs.OF_ONE_NETWORK,
        tensors,
        tensors,
        new DecimalBox(lower, upper),
        inputs(file, size, given),
        outputs(file, network.outputSize(), given));
  }

  private List<InputRelation> inputs(NetworkFile file, int size, RobustnessOptions given) {
    Set<Integer> places = template == Template.ROBUST ? Set.of() : new TreeSet<>(given.places());
    for (int place : places) {
      if (place >= size) {
        throw new ParseException(
            file.content().name(), "has " + size + " inputs, and none at " + place);
      }
    }
    List<InputRelation> relations = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      relations.add(
          template == Template.ROBUST
              ? new InputRelation.Within(given.radius().orElseThrow().value())
              : !places.contains(i)
                  ? new InputRelation.Same()
                  : template == Template.FAIR
                      ? new InputRelation.Free()
                      : new InputRelation.NotLess());
    }
    return relations;
  }

  private OutputRelation outputs(NetworkFile file, int size, RobustnessOptions given) {
    if (template != Template.MONOTONE) {
      return new OutputRelation.OtherClass(lead());
    }
    boolean isChosen = output != null && output >= 0 && output < size;
    if (!isChosen && (output != null || size != 1)) {
      throw new ParseException(
          file.content().name(),
          "has " + size + " outputs; --output-index says which one, from 0 to " + (size - 1));
    }
    int asked = output == null ? 0 : output;
    BigDecimal amount = given.radius().map(Epsilon::value).orElse(BigDecimal.ZERO);
    return decreasing
        ? new OutputRelation.Greater(asked, amount)
        : new OutputRelation.Less(asked, amount);
  }

  /** At most {@code ln(C / (1 − C))}, so that every input of that confidence is asked about. */
  private BigDecimal lead() {
    return confidence == null ? BigDecimal.ZERO : lead(confidence);
  }

  /**
   * A lead of one class's logit over each other that every softmax confidence implies. The double
   * below is at least 2⁻⁵⁴ below the decimal that was typed; so ln(C / (1 − C)) of it is at least
   * 2⁻⁵² below the one that is meant, more than the quotient's rounding; the logarithm's is less
   * than 2⁻⁴⁰ of it.
   *
   * @param confidence above 0.5
   */
  public static BigDecimal lead(double confidence) {
    double below = Math.nextDown(confidence);
    double lead = StrictMath.log(below / (1 - below));
    return new BigDecimal(lead * (1 - 0x1p-40)).round(DIGITS).max(BigDecimal.ZERO);
  }
}
