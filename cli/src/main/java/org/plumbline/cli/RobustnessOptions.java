package org.plumbline.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.property.Property;
import org.plumbline.specs.robustness.ChannelOrder;
import org.plumbline.specs.robustness.InputReader;
import org.plumbline.specs.robustness.LocalRobustness;
import org.plumbline.specs.robustness.Norm;
import org.plumbline.specs.robustness.Normalisation;
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
      description = "How far each value may move, before normalisation.")
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

  @Option(
      names = "--pixels",
      defaultValue = "UNIT",
      description =
          "Brightness of images: ${COMPLETION-CANDIDATES} (0 to 255, or 0 to 1;"
              + " default: ${DEFAULT-VALUE}).")
  private InputReader.Scale scale;

  @Option(
      names = "--channel-order",
      defaultValue = "CHW",
      description =
          "Order of an image's values: ${COMPLETION-CANDIDATES} (default:" + " ${DEFAULT-VALUE}).")
  private ChannelOrder order;

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

  Property property(Network network) {
    BigDecimal[] values = new InputReader(scale, order).read(input);
    if (values.length != network.inputSize()) {
      throw new ParseException(
          input.toString(),
          values.length + " values for a network of " + network.inputSize() + " inputs");
    }
    return question(network, values, label == null ? 0 : label).withLabel(network);
  }

  private Question question(Network network, BigDecimal[] values, int kept) {
    return new Question(
        new LocalRobustness(
            values,
            epsilon.value(),
            Norm.LINF,
            kept,
            network.outputSize(),
            Optional.ofNullable(range).map(r -> new LocalRobustness.Range(r[0], r[1])),
            Optional.ofNullable(mean).map(m -> new Normalisation(m, deviation, order))),
        label == null);
  }

  /** A question whose label may still have to be asked of the network. */
  private record Question(LocalRobustness robustness, boolean asksNetwork) {
    Property withLabel(Network network) {
      return asksNetwork ? relabelled(ownAnswer(network)).toProperty() : robustness.toProperty();
    }

    private LocalRobustness relabelled(int answer) {
      return new LocalRobustness(
          robustness.values(),
          robustness.epsilon(),
          robustness.norm(),
          answer,
          robustness.outputs(),
          robustness.range(),
          robustness.normalisation());
    }

    private int ownAnswer(Network network) {
      LocalRobustness unmoved =
          new LocalRobustness(
              robustness.values(),
              BigDecimal.ZERO,
              robustness.norm(),
              0,
              robustness.outputs(),
              robustness.range(),
              robustness.normalisation());
      double[] x = unmoved.toProperty().cases().get(0).inputs().toBox().lower();
      double[] y = new ForwardPass(network, new JavaGemm()).outputs(1, x);
      int best = 0;
      for (int j = 1; j < network.outputSize(); j++) {
        best = y[j] > y[best] ? j : best;
      }
      return best;
    }
  }
}
