package org.plumbline.encodings.system;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.plumbline.encodings.system.ConstraintSystem.Named;
import org.plumbline.encodings.system.ConstraintSystem.Variable;

/** Collects a constraint system, variable by variable. */
public final class SystemBuilder {
  private final List<Variable> variables = new ArrayList<>();
  private final List<Named> constraints = new ArrayList<>();
  private final List<Choice> choices = new ArrayList<>();

  /**
   * Adds a variable.
   *
   * @param lower or null without an end
   * @param upper or null without an end
   * @return its number
   */
  public int variable(String name, BigDecimal lower, BigDecimal upper) {
    variables.add(new Variable(name, lower, upper));
    return variables.size() - 1;
  }

  /** The name of a variable. */
  public String name(int variable) {
    return variables.get(variable).name();
  }

  /** Adds a constraint. */
  public void require(String name, LinearConstraint constraint) {
    constraints.add(new Named(name, constraint));
  }

  /** Adds a choice. */
  public void choose(Choice choice) {
    choices.add(choice);
  }

  /**
   * The system so far.
   *
   * @param inputs number of leading variables that are inputs
   */
  public ConstraintSystem build(int inputs) {
    return new ConstraintSystem(inputs, variables, constraints, choices);
  }
}
