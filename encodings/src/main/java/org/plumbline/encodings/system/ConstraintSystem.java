package org.plumbline.encodings.system;

import java.math.BigDecimal;
import java.util.List;

/**
 * Linear constraints and choices over real variables, as every solver understands them. The first
 * {@code inputs} variables are the inputs of the network.
 *
 * @param inputs number of leading variables that are inputs
 */
public record ConstraintSystem(
    int inputs, List<Variable> variables, List<Named> constraints, List<Choice> choices) {
  public ConstraintSystem {
    variables = List.copyOf(variables);
    constraints = List.copyOf(constraints);
    choices = List.copyOf(choices);
  }

  /**
   * @param lower or null without an end
   * @param upper or null without an end
   */
  public record Variable(String name, BigDecimal lower, BigDecimal upper) {}

  /** A constraint that an unsatisfiable core can name. */
  public record Named(String name, LinearConstraint constraint) {}
}
