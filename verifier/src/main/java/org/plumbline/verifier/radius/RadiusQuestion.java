package org.plumbline.verifier.radius;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Optional;
import org.plumbline.certificates.check.RangeGap;
import org.plumbline.falsifier.image.Distance;
import org.plumbline.network.eval.ForwardPass;
import org.plumbline.network.linear.JavaGemm;
import org.plumbline.network.model.Network;
import org.plumbline.specs.query.Query;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.specs.robustness.LocalRobustness;
import org.plumbline.specs.robustness.Norm;

/**
 * How far an input can move before another class ties its own or wins.
 *
 * @param values the input, as exact numbers
 * @param range where values may lie at all
 * @param label its class
 */
public record RadiusQuestion(
    Network network, BigDecimal[] values, Optional<LocalRobustness.Range> range, int label) {
  private static final MathContext UP = new MathContext(34, RoundingMode.CEILING);

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

  /** The distance of a counterexample from the input, exact, but in L2 rounded up. */
  public BigDecimal distance(Distance norm, Counterexample found) {
    BigDecimal total = BigDecimal.ZERO;
    for (int i = 0; i < values.length; i++) {
      BigDecimal own = found.point()[i].subtract(values[i]).abs();
      total =
          switch (norm) {
            case L0 -> total.add(BigDecimal.valueOf(own.signum()));
            case L1 -> total.add(own);
            case L2 -> total.add(own.multiply(own));
            case LINF -> total.max(own);
          };
    }
    return norm == Distance.L2 ? total.sqrt(UP) : total;
  }

  /**
   * What the reader took for granted of the model and is not plainly so wherever values may lie.
   * Without it, a proof about the layers that no checker saw is one about the model.
   */
  public Optional<String> gap() {
    if (network.reading().ranges().isEmpty()) {
      return Optional.empty();
    }
    return furthest().isPresent()
        ? RangeGap.of(within(furthest().get()))
        : Optional.of("without a range of the values, " + network.reading().ranges().get(0));
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
