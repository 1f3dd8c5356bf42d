package org.plumbline.encodings.system;

import java.math.BigDecimal;
import java.util.Map;

/**
 * {@code Σ aᵢ·xᵢ (≤ | < | =) rhs} in exact decimals; a double is one. Arrays are owned by it.
 *
 * @param variables numbers of distinct variables of a {@link ConstraintSystem}
 * @param coefficients aᵢ, one per variable
 */
public record LinearConstraint(
    int[] variables, BigDecimal[] coefficients, Relation relation, BigDecimal rhs) {
  public LinearConstraint {
    if (variables.length != coefficients.length) {
      throw new IllegalArgumentException(
          variables.length + " variables with " + coefficients.length + " coefficients");
    }
  }

  /** The sum of the given terms, by variable, in their order. */
  public static LinearConstraint of(
      Map<Integer, BigDecimal> terms, Relation relation, BigDecimal rhs) {
    return new LinearConstraint(
        terms.keySet().stream().mapToInt(v -> v).toArray(),
        terms.values().toArray(new BigDecimal[0]),
        relation,
        rhs);
  }

  /** {@code x (≤ | < | =) rhs}. */
  public static LinearConstraint of(int variable, Relation relation, BigDecimal rhs) {
    return new LinearConstraint(
        new int[] {variable}, new BigDecimal[] {BigDecimal.ONE}, relation, rhs);
  }

  /** {@code x − y (≤ | < | =) rhs}. */
  public static LinearConstraint ofDifference(
      int variable, int subtracted, Relation relation, BigDecimal rhs) {
    return new LinearConstraint(
        new int[] {variable, subtracted},
        new BigDecimal[] {BigDecimal.ONE, BigDecimal.ONE.negate()},
        relation,
        rhs);
  }
}
