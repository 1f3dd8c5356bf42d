package org.plumbline.soundness.score;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.List;

/**
 * How far a verdict may be off, of inputs and of inequalities alike, before it is called wrong. At
 * zero nothing is forgiven; above zero neither is a verdict wrong that is right about the other
 * arithmetic.
 */
public record Tolerance(@JsonValue BigDecimal value) {
  /** As VNN-COMP accepts counterexamples. */
  public static final Tolerance USUAL = new Tolerance(new BigDecimal("1e-4"));

  /** Whose effects are shown side by side. */
  public static final List<Tolerance> SHOWN =
      List.of(
          new Tolerance(BigDecimal.ZERO),
          new Tolerance(new BigDecimal("1e-9")),
          new Tolerance(new BigDecimal("1e-6")),
          USUAL,
          new Tolerance(new BigDecimal("1e-2")));

  public Tolerance {
    if (value.signum() < 0) {
      throw new IllegalArgumentException("a tolerance of " + value + " is negative");
    }
  }

  boolean isZero() {
    return value.signum() == 0;
  }

  boolean covers(BigDecimal distance) {
    return !isZero() && distance.compareTo(value) <= 0;
  }

  /** {@code 0} or {@code 1e-4}. */
  @Override
  public String toString() {
    BigDecimal plain = value.stripTrailingZeros();
    return isZero() ? "0" : plain.unscaledValue() + "e" + -plain.scale();
  }
}
