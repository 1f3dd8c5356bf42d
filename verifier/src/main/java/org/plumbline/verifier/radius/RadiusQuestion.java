package org.plumbline.verifier.radius;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Counterexample;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.robustness.LocalRobustness;
import org.plumbline.specs.robustness.Norm;

/**
 * How far an input can move, in the greatest change of any value, before another class ties its own
 * or wins.
 *
 * @param values the input, as exact numbers
 * @param range where values may lie at all
 * @param label its class
 */
public record RadiusQuestion(
    Network network, BigDecimal[] values, Optional<LocalRobustness.Range> range, int label) {
  /** About the class that the network itself gives: the first of greatest output. */
  public static RadiusQuestion of(
      Network network, double[] values, Optional<LocalRobustness.Range> range) {
    double[] y = new ForwardPass(network, new JavaGemm()).outputs(1, values);
    int label = 0;
    for (int j = 1; j < network.outputSize(); j++) {
      label = y[j] > y[label] ? j : label;
    }
    BigDecimal[] exact = Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    return new RadiusQuestion(network, exact, range, label);
  }

  /**
   * Whether all inputs within a distance keep the class.
   *
   * @throws IllegalArgumentException if the input is out of range, or the network has one output
   */
  public Query within(BigDecimal distance) {
    return Query.of(
        network,
        new LocalRobustness(
                values, distance, Norm.LINF, label, network.outputSize(), range, Optional.empty())
            .toProperty());
  }

  /** The exact distance of a counterexample from the input. */
  public BigDecimal distance(Counterexample found) {
    BigDecimal greatest = BigDecimal.ZERO;
    for (int i = 0; i < values.length; i++) {
      greatest = greatest.max(found.point()[i].subtract(values[i]).abs());
    }
    return greatest;
  }

  /** No input that the range allows is further away than this; empty without a range. */
  Optional<BigDecimal> furthest() {
    return range.map(
        ends ->
            Arrays.stream(values)
                .map(v -> ends.upper().subtract(v).max(v.subtract(ends.lower())))
                .reduce(BigDecimal.ZERO, BigDecimal::max));
  }

  /** Where to start looking: a hundredth of the range, or of the greatest value. */
  BigDecimal firstGuess() {
    BigDecimal scale =
        range
            .map(ends -> ends.upper().subtract(ends.lower()))
            .orElseGet(
                () ->
                    Arrays.stream(values)
                        .map(BigDecimal::abs)
                        .reduce(BigDecimal.ZERO, BigDecimal::max));
    return (scale.signum() > 0 ? scale : BigDecimal.ONE).movePointLeft(2);
  }
}
