package org.plumbline.encodings.milp;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.encodings.system.Choice;
import org.plumbline.encodings.system.ConstraintSystem;
import org.plumbline.encodings.system.LinearConstraint;
import org.plumbline.encodings.system.Relation;

/**
 * A constraint system as a mixed-integer program: a 0/1 variable δ for every alternative of a
 * choice, at least one of them 1, and for each of its constraints {@code e ≤ b} the row {@code e +
 * M·δ ≤ b + M}, with M the most by which e exceeds b between the bounds of its variables (big-M;
 * Tjeng et al., <em>Evaluating Robustness of Neural Networks with Mixed Integer Programming</em>,
 * ICLR 2019). Two alternatives share one variable.
 *
 * @param binaries their names; their numbers follow those of the system's variables
 */
public record MixedProgram(ConstraintSystem system, List<String> binaries, List<Row> rows) {

  /** {@code Σ aᵢ·xᵢ ≤ rhs}, or {@code =}. */
  public record Row(String name, LinearConstraint constraint) {}

  /**
   * Translates a system.
   *
   * @throws IllegalArgumentException if an alternative constrains a variable without bounds
   */
  public static MixedProgram of(ConstraintSystem system) {
    List<Row> rows = new ArrayList<>();
    List<String> binaries = new ArrayList<>();
    for (ConstraintSystem.Named named : system.constraints()) {
      rows.add(new Row(named.name(), named.constraint()));
    }
    for (Choice choice : system.choices()) {
      add(choice, system, rows, binaries);
    }
    return new MixedProgram(system, binaries, rows);
  }

  private static void add(
      Choice choice, ConstraintSystem system, List<Row> rows, List<String> binaries) {
    int count = choice.alternatives().size();
    int first = system.variables().size() + binaries.size();
    boolean isShared = count == 2;
    for (int k = 0; k < (isShared ? 1 : count); k++) {
      binaries.add(choice.name() + " " + choice.alternatives().get(k).name());
    }
    for (int k = 0; k < count; k++) {
      for (LinearConstraint one : choice.alternatives().get(k).constraints()) {
        int binary = isShared ? first : first + k;
        boolean isNegated = isShared && k == 1;
        rows.addAll(guarded(choice.name(), one, binary, isNegated, system));
      }
    }
    if (!isShared) {
      int[] all = new int[count];
      Arrays.setAll(all, k -> first + k);
      BigDecimal[] minus = new BigDecimal[count];
      Arrays.fill(minus, BigDecimal.ONE.negate());
      rows.add(
          new Row(
              choice.name(),
              new LinearConstraint(all, minus, Relation.AT_MOST, BigDecimal.ONE.negate())));
    }
  }

  private static List<Row> guarded(
      String name, LinearConstraint one, int binary, boolean isNegated, ConstraintSystem system) {
    List<Row> rows = new ArrayList<>();
    for (int side : one.relation() == Relation.EQUAL ? new int[] {1, -1} : new int[] {1}) {
      BigDecimal sign = BigDecimal.valueOf(side);
      int terms = one.variables().length;
      int[] variables = Arrays.copyOf(one.variables(), terms + 1);
      BigDecimal[] coefficients = new BigDecimal[terms + 1];
      BigDecimal rhs = one.rhs().multiply(sign);
      BigDecimal excess = rhs.negate();
      for (int t = 0; t < terms; t++) {
        coefficients[t] = one.coefficients()[t].multiply(sign);
        excess = excess.add(most(system.variables().get(variables[t]), coefficients[t]));
      }
      if (excess.signum() > 0) {
        variables[terms] = binary;
        coefficients[terms] = isNegated ? excess.negate() : excess;
        BigDecimal limit = isNegated ? rhs : rhs.add(excess);
        rows.add(
            new Row(name, new LinearConstraint(variables, coefficients, Relation.AT_MOST, limit)));
      }
    }
    return rows;
  }

  private static BigDecimal most(ConstraintSystem.Variable variable, BigDecimal coefficient) {
    BigDecimal end = coefficient.signum() > 0 ? variable.upper() : variable.lower();
    if (coefficient.signum() == 0) {
      return BigDecimal.ZERO;
    }
    if (end == null) {
      throw new IllegalArgumentException(
          variable.name() + " has no bound, which a mixed-integer program needs");
    }
    return end.multiply(coefficient);
  }
}
