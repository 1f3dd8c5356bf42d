package org.plumbline.specs.vnnlib;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.plumbline.specs.property.LinearInequality;

/**
 * Turns {@code left ≤ right} (or {@code <}) into atoms. A comparison without variables is decided
 * here. A comparison of one input becomes a bound; where the bound is no finite decimal ({@code
 * 3·X_0 ≤ 1}) it is rounded outward and the exact comparison is kept beside it.
 */
public final class Comparison {
  private static final int DIGITS = 40;

  private Comparison() {}

  static NormalForm atMost(LinearTerm left, LinearTerm right, boolean strict)
      throws RefusedException {
    if (left.isInput() && isPlain(right)) {
      return new Atom.Bound(left.variables()[0], right.constant(), true, strict);
    }
    if (right.isInput() && isPlain(left)) {
      return new Atom.Bound(right.variables()[0], left.constant(), false, strict);
    }
    return of(inequality(LinearTerm.sum(List.of(left, right.negated())), strict));
  }

  /** An inequality as an atom, as a bound beside itself, or as what is always true or false. */
  public static NormalForm of(LinearInequality inequality) throws RefusedException {
    if (!inequality.speaksOfInputs() && !inequality.speaksOfOutputs()) {
      int sign = inequality.rhs().signum();
      return sign > 0 || sign == 0 && !inequality.strict() ? Disjunction.TRUE : Disjunction.FALSE;
    }
    return inequality.inputIndices().length == 1 && !inequality.speaksOfOutputs()
        ? bound(inequality)
        : new Atom.Relation(inequality);
  }

  private static boolean isPlain(LinearTerm term) {
    return term.isConstant() && term.divisor() == BigDecimal.ONE;
  }

  private static LinearInequality inequality(LinearTerm difference, boolean strict) {
    int[] variables = difference.variables();
    int inputs = 0;
    for (int variable : variables) {
      inputs += variable >= 0 ? 1 : 0;
    }
    int[] inputIndices = new int[inputs];
    int[] outputIndices = new int[variables.length - inputs];
    BigDecimal[] inputCoefficients = new BigDecimal[inputs];
    BigDecimal[] outputCoefficients = new BigDecimal[variables.length - inputs];
    int input = 0;
    int output = 0;
    for (int k = 0; k < variables.length; k++) {
      if (variables[k] >= 0) {
        inputIndices[input] = variables[k];
        inputCoefficients[input++] = difference.coefficients()[k];
      } else {
        outputIndices[output] = ~variables[k];
        outputCoefficients[output++] = difference.coefficients()[k];
      }
    }
    return new LinearInequality(
        inputIndices,
        inputCoefficients,
        outputIndices,
        outputCoefficients,
        difference.constant().negate(),
        strict);
  }

  private static NormalForm bound(LinearInequality inequality) throws RefusedException {
    int input = inequality.inputIndices()[0];
    BigDecimal coefficient = inequality.inputCoefficients()[0];
    boolean upper = coefficient.signum() > 0;
    RoundingMode outward = upper ? RoundingMode.CEILING : RoundingMode.FLOOR;
    BigDecimal value =
        coefficient.abs().compareTo(BigDecimal.ONE) == 0
            ? inequality.rhs().multiply(coefficient)
            : inequality.rhs().divide(coefficient, new MathContext(DIGITS, outward));
    if (value.multiply(coefficient).compareTo(inequality.rhs()) == 0) {
      return new Atom.Bound(input, value, upper, inequality.strict());
    }
    return Disjunction.and(
        List.of(new Atom.Bound(input, value, upper, false), new Atom.Relation(inequality)));
  }
}
