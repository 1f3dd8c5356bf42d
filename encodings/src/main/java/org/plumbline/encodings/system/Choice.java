package org.plumbline.encodings.system;

import java.util.List;

/**
 * At least one of several conjunctions holds: a ReLU's two phases, the members of a maximum, the
 * polyhedra of an unsafe set. No alternative: never.
 *
 * @param name what is chosen, for a reader: {@code relu 3.17}
 */
public record Choice(String name, List<Alternative> alternatives) {
  public Choice {
    alternatives = List.copyOf(alternatives);
  }

  /**
   * Constraints that hold together; none: always.
   *
   * @param name which one it is, for a reader: {@code on}
   */
  public record Alternative(String name, List<LinearConstraint> constraints) {
    public Alternative {
      constraints = List.copyOf(constraints);
    }
  }
}
