package org.plumbline.verifier.radius;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.contract.Assurance;

/**
 * What is known of the distance to the nearest input of another class.
 *
 * @param lower no input within this distance, itself included, has another class, as was proved; 0
 *     if nothing was
 * @param assurance of that proof
 * @param upper an input at this distance has; empty if none was found
 * @param nearest that input, replayed
 */
public record RadiusInterval(
    BigDecimal lower,
    Optional<Assurance> assurance,
    Optional<BigDecimal> upper,
    Optional<Counterexample> nearest) {
  /** Nothing is. */
  public static final RadiusInterval UNKNOWN =
      new RadiusInterval(BigDecimal.ZERO, Optional.empty(), Optional.empty(), Optional.empty());

  /** The width as a share of the upper end; infinite without one. */
  public double gap() {
    return upper
        .map(
            end ->
                end.signum() == 0
                    ? 0
                    : end.subtract(lower).divide(end, MathContext.DECIMAL64).doubleValue())
        .orElse(Double.POSITIVE_INFINITY);
  }

  RadiusInterval proved(BigDecimal distance, Assurance how) {
    if (upper.isPresent() && distance.compareTo(upper.get()) >= 0) {
      throw new IllegalStateException(
          "a proof for the distance " + distance + " against a counterexample at " + upper.get());
    }
    return new RadiusInterval(distance, Optional.of(how), upper, nearest);
  }

  RadiusInterval found(BigDecimal distance, Counterexample how) {
    if (distance.compareTo(lower) <= 0 && assurance.isPresent()) {
      throw new IllegalStateException(
          "a counterexample at " + distance + " against a proof for the distance " + lower);
    }
    return new RadiusInterval(lower, assurance, Optional.of(distance), Optional.of(how));
  }
}
