package org.plumbline.cli.nap;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import org.plumbline.cli.options.Epsilon;
import org.plumbline.cli.options.InputRange;
import org.plumbline.cli.output.FilePlan;
import org.plumbline.network.linear.MatrixKernel;
import org.plumbline.network.model.Network;
import org.plumbline.network.model.ParseException;
import org.plumbline.specs.pattern.Observation;
import org.plumbline.specs.pattern.ObservedPass;
import org.plumbline.specs.property.DecimalBox;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The inputs that a question about patterns is asked of: the whole domain, or a ball. */
final class PatternRegion {
  @Mixin private LabelledData data;

  @Option(
      names = "--input-range",
      paramLabel = "LOW,HIGH",
      split = ",",
      defaultValue = "0,1",
      description = "Least and greatest value of an input (default: ${DEFAULT-VALUE}).")
  private BigDecimal[] range;

  @Option(
      names = "--ball",
      paramLabel = "N",
      description = "Asks only about the ball around this sample of the data set, from 0.")
  private Integer centre;

  @Option(
      names = "--epsilon",
      paramLabel = "E",
      description = "Radius of the ball: how far each value of an input may move.")
  private Epsilon epsilon;

  Optional<String> mistake() {
    if (InputRange.mistake(range).isPresent()) {
      return InputRange.mistake(range);
    } else if ((centre == null) != (epsilon == null)) {
      return Optional.of("--ball and --epsilon go together");
    } else if (centre != null && !data.isGiven()) {
      return Optional.of("--ball is a sample of a --dataset; name it");
    } else if (centre != null && centre < 0 || epsilon != null && epsilon.isNegative()) {
      return Optional.of("--ball and --epsilon are not negative");
    }
    return data.mistake();
  }

  void addTo(FilePlan plan) {
    data.addTo(plan);
  }

  LabelledData data() {
    return data;
  }

  /** The centre of the ball, if one is asked about. */
  Optional<Observation> centre(Network network) {
    if (centre == null) {
      return Optional.empty();
    }
    Observation[] found = new Observation[1];
    new ObservedPass(network, MatrixKernel.best().gemms(), 1)
        .over(data.samples(), centre, 1, sample -> found[0] = sample);
    if (found[0] == null) {
      throw new ParseException(data.samples().data().toString(), "there is no sample " + centre);
    }
    return Optional.of(found[0]);
  }

  DecimalBox box(Network network, Optional<Observation> around) {
    BigDecimal[] lower = new BigDecimal[network.inputSize()];
    BigDecimal[] upper = new BigDecimal[lower.length];
    Arrays.fill(lower, range[0]);
    Arrays.fill(upper, range[1]);
    for (int j = 0; around.isPresent() && j < lower.length; j++) {
      BigDecimal middle = new BigDecimal(around.get().input()[j]);
      lower[j] = lower[j].max(middle.subtract(epsilon.value()));
      upper[j] = upper[j].min(middle.add(epsilon.value()));
      if (lower[j].compareTo(upper[j]) > 0) {
        throw new ParseException(
            data.samples().data().toString(),
            "value " + j + " of sample " + centre + " is " + middle + ", beyond --input-range");
      }
    }
    return new DecimalBox(lower, upper);
  }

  @Override
  public String toString() {
    return centre == null
        ? "the inputs from " + range[0] + " to " + range[1]
        : "the inputs within " + epsilon + " of sample " + centre;
  }
}
