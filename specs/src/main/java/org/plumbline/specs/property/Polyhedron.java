package org.plumbline.specs.property;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The points (x, y) that satisfy all inequalities: a set of <em>unsafe</em> behaviour. Inequalities
 * over inputs only restrict x further than the box of their case does. No inequality: everything.
 */
public record Polyhedron(List<LinearInequality> inequalities) {
  public Polyhedron {
    inequalities = List.copyOf(inequalities);
  }

  public static Polyhedron of(LinearInequality... inequalities) {
    return new Polyhedron(List.of(inequalities));
  }

  /** Whether the exact point lies in it. */
  public boolean contains(BigDecimal[] x, BigDecimal[] y) {
    for (LinearInequality inequality : inequalities) {
      if (!inequality.holds(x, y)) {
        return false;
      }
    }
    return true;
  }

  /** {@code Y_1 - Y_0 <= 0 and Y_2 <= 3}. */
  @Override
  public String toString() {
    return inequalities.isEmpty()
        ? "true"
        : inequalities.stream()
            .map(LinearInequality::toString)
            .collect(Collectors.joining(" and "));
  }
}
