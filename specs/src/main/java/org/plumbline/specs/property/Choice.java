package org.plumbline.specs.property;

import java.math.BigDecimal;
import java.util.List;

/**
 * Alternatives over inputs alone of which one has to hold, beside whatever else a property asks.
 *
 * @param alternatives of which each speaks of inputs alone
 */
public record Choice(List<Polyhedron> alternatives) {
  private static final BigDecimal[] NO_OUTPUT = {};

  /**
   * @throws IllegalArgumentException if an alternative speaks of outputs
   */
  public Choice {
    alternatives = List.copyOf(alternatives);
    for (Polyhedron alternative : alternatives) {
      if (alternative.inequalities().stream().anyMatch(LinearInequality::speaksOfOutputs)) {
        throw new IllegalArgumentException(
            "a choice speaks of inputs alone, not of " + alternative);
      }
    }
  }

  /** Whether an input satisfies one of the alternatives, exactly. */
  public boolean allows(BigDecimal[] x) {
    return alternatives.stream().anyMatch(alternative -> alternative.contains(x, NO_OUTPUT));
  }
}
