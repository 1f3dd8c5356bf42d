package org.plumbline.verifier.attack;

import java.util.List;
import java.util.Optional;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.property.Polyhedron;

/** Polyhedra that ask for one value of a linear form, {@code c·Y ≤ r} and {@code c·Y ≥ r}. */
final class Equalities {
  private Equalities() {}

  /** The first of the two rows, if a polyhedron has these alone. */
  static Optional<LinearInequality> of(Polyhedron polyhedron) {
    List<LinearInequality> rows = polyhedron.inequalities();
    return rows.size() == 2 && isOpposite(rows.get(0), rows.get(1))
        ? Optional.of(rows.get(0))
        : Optional.empty();
  }

  private static boolean isOpposite(LinearInequality row, LinearInequality other) {
    return !row.strict()
        && !other.strict()
        && row.speaksOfOutputs()
        && !row.speaksOfInputs()
        && row.opposite().equals(other);
  }
}
