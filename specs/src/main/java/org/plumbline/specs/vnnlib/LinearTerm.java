package org.plumbline.specs.vnnlib;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code (Σ cₖ·vₖ + constant) / divisor}, exact: dividing by 3 keeps the 3.
 *
 * @param variables i for X_i, ~j for Y_j; may repeat
 * @param divisor positive
 */
record LinearTerm(
    int[] variables, BigDecimal[] coefficients, BigDecimal constant, BigDecimal divisor)
    implements Operand {
  /** Most decimal digits, before or after the point, that scaling may build up. */
  private static final int MAX_DIGITS = 5_000;

  /** Most digits of all coefficients of one scaled term. */
  private static final long MAX_TOTAL_DIGITS = 50_000_000;

  private static final int[] NO_VARIABLE = {};
  private static final BigDecimal[] NO_COEFFICIENT = {};
  private static final BigDecimal[] UNIT = {BigDecimal.ONE};

  static LinearTerm constant(BigDecimal value) {
    return new LinearTerm(NO_VARIABLE, NO_COEFFICIENT, value, BigDecimal.ONE);
  }

  static LinearTerm variable(boolean output, int index) {
    return new LinearTerm(
        new int[] {output ? ~index : index}, UNIT, BigDecimal.ZERO, BigDecimal.ONE);
  }

  @Override
  public long size() {
    return variables.length;
  }

  boolean isConstant() {
    return variables.length == 0;
  }

  /** Whether it is one input, as it is. */
  boolean isInput() {
    return variables.length == 1
        && variables[0] >= 0
        && coefficients == UNIT
        && constant.signum() == 0
        && divisor == BigDecimal.ONE;
  }

  static LinearTerm sum(List<LinearTerm> terms) throws RefusedException {
    int count = 0;
    BigDecimal common = BigDecimal.ONE;
    Map<BigDecimal, BigDecimal> factors = new HashMap<>(2);
    for (LinearTerm term : terms) {
      count += term.variables.length;
      if (factors.put(term.divisor, BigDecimal.ONE) == null) {
        common = product(common, term.divisor);
      }
    }
    BigDecimal all = common;
    factors.replaceAll((divisor, factor) -> all.divide(divisor));
    int[] variables = new int[count];
    BigDecimal[] coefficients = new BigDecimal[count];
    BigDecimal constant = BigDecimal.ZERO;
    int at = 0;
    for (LinearTerm term : terms) {
      LinearTerm scaled = term.times(factors.get(term.divisor), BigDecimal.ONE);
      System.arraycopy(scaled.variables, 0, variables, at, scaled.variables.length);
      System.arraycopy(scaled.coefficients, 0, coefficients, at, scaled.variables.length);
      at += scaled.variables.length;
      constant = constant.add(scaled.constant);
    }
    return new LinearTerm(variables, coefficients, constant, common);
  }

  LinearTerm negated() {
    BigDecimal[] negated = Arrays.copyOf(coefficients, coefficients.length);
    Arrays.setAll(negated, k -> negated[k].negate());
    return new LinearTerm(variables, negated, constant.negate(), divisor);
  }

  LinearTerm times(LinearTerm other) throws RefusedException {
    if (!isConstant() && !other.isConstant()) {
      throw new RefusedException(
          "a product of two variables is not linear; only multiples by a constant are allowed");
    }
    return isConstant() ? other.times(constant, divisor) : times(other.constant, other.divisor);
  }

  LinearTerm dividedBy(LinearTerm other) throws RefusedException {
    if (!other.isConstant()) {
      throw new RefusedException("division by a variable is not linear");
    }
    if (other.constant.signum() == 0) {
      throw new RefusedException("division by zero");
    }
    BigDecimal factor = other.constant.signum() < 0 ? other.divisor.negate() : other.divisor;
    return times(factor, other.constant.abs());
  }

  /** This · factor / by. */
  private LinearTerm times(BigDecimal factor, BigDecimal by) throws RefusedException {
    if (factor.equals(BigDecimal.ONE)) {
      return new LinearTerm(variables, coefficients, constant, product(divisor, by));
    }
    BigDecimal[] scaled = new BigDecimal[coefficients.length];
    long digits = 0;
    for (int k = 0; k < scaled.length; k++) {
      scaled[k] = product(coefficients[k], factor);
      digits += scaled[k].precision();
      if (digits > MAX_TOTAL_DIGITS) {
        throw new RefusedException("a sum of " + scaled.length + " terms is scaled too finely");
      }
    }
    return new LinearTerm(variables, scaled, product(constant, factor), product(divisor, by));
  }

  private static BigDecimal product(BigDecimal a, BigDecimal b) throws RefusedException {
    if (a.equals(BigDecimal.ONE)) {
      return b;
    }
    if (b.equals(BigDecimal.ONE)) {
      return a;
    }
    BigDecimal product = a.multiply(b);
    if (product.precision() > MAX_DIGITS || Math.abs(product.scale()) > MAX_DIGITS) {
      throw new RefusedException("a constant grows beyond " + MAX_DIGITS + " digits");
    }
    return product;
  }
}
