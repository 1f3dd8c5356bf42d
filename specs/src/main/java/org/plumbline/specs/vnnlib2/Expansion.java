package org.plumbline.specs.vnnlib2;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Multiplies expressions out, exactly and within limits. Sums of any depth go into one map, so only
 * products of sums cost more than what stands in the file.
 */
final class Expansion {
  /** Largest degree of a product. */
  static final int MAX_DEGREE = 32;

  /** Most terms of a product of two sums, before equal ones are merged. */
  static final int MAX_TERMS = 100_000;

  /** Most decimal digits of a coefficient, before or behind the point. */
  static final int MAX_DIGITS = 5_000;

  /** Most steps for all that one object expands: about one for each operation on 64-bit words. */
  private static final long MAX_WORK = 50_000_000;

  /** What a term of a product costs beside its coefficient: it makes a new monomial. */
  private static final int MONOMIAL = 10;

  private static final int WORD = 64;

  private long work;

  /**
   * left − right.
   *
   * @throws ArithmeticException beyond a limit; the message says which
   */
  Polynomial difference(Formula.Comparison comparison) {
    Map<Monomial, BigDecimal> sums = new LinkedHashMap<>();
    add(comparison.left(), BigDecimal.ONE, sums);
    add(comparison.right(), BigDecimal.ONE.negate(), sums);
    return new Polynomial(sums);
  }

  private void add(Expression expression, BigDecimal scale, Map<Monomial, BigDecimal> sums) {
    if (expression instanceof Expression.Constant constant) {
      add(Monomial.ONE, product(constant.number(), scale), sums);
    } else if (expression instanceof Expression.Variable variable) {
      add(Monomial.of(variable.element()), scale, sums);
    } else if (expression instanceof Expression.Negation negation) {
      add(negation.operand(), scale.negate(), sums);
    } else if (expression instanceof Expression.Sum sum) {
      for (Expression operand : sum.operands()) {
        add(operand, scale, sums);
      }
    } else if (expression instanceof Expression.Difference difference) {
      add(difference.operands().get(0), scale, sums);
      for (int k = 1; k < difference.operands().size(); k++) {
        add(difference.operands().get(k), scale.negate(), sums);
      }
    } else if (expression instanceof Expression.Product factors) {
      expanded(factors).forEach((monomial, c) -> add(monomial, product(c, scale), sums));
    }
  }

  private void add(Monomial monomial, BigDecimal coefficient, Map<Monomial, BigDecimal> sums) {
    if (coefficient.signum() != 0) {
      spend(words(coefficient));
      sums.merge(monomial, coefficient, Expansion::sum);
    }
  }

  private static BigDecimal sum(BigDecimal a, BigDecimal b) {
    BigDecimal sum = a.add(b);
    return sum.signum() == 0 ? null : sum;
  }

  private Map<Monomial, BigDecimal> expanded(Expression.Product factors) {
    Map<Monomial, BigDecimal> product = new LinkedHashMap<>();
    product.put(Monomial.ONE, BigDecimal.ONE);
    for (Expression factor : factors.operands()) {
      Map<Monomial, BigDecimal> sums = new LinkedHashMap<>();
      add(factor, BigDecimal.ONE, sums);
      product = product(product, sums);
    }
    return product;
  }

  private Map<Monomial, BigDecimal> product(
      Map<Monomial, BigDecimal> left, Map<Monomial, BigDecimal> right) {
    if (left.size() > 1 && right.size() > 1 && (long) left.size() * right.size() > MAX_TERMS) {
      throw new ArithmeticException(
          "a product of sums of "
              + left.size()
              + " and "
              + right.size()
              + " terms is multiplied out; at most "
              + MAX_TERMS
              + " terms are kept");
    }
    Map<Monomial, BigDecimal> product = new LinkedHashMap<>();
    left.forEach(
        (a, c) ->
            right.forEach(
                (b, d) -> {
                  spend(MONOMIAL);
                  add(product(a, b), product(c, d), product);
                }));
    return product;
  }

  private static Monomial product(Monomial a, Monomial b) {
    if (a.degree() + b.degree() > MAX_DEGREE) {
      throw new ArithmeticException(
          "a product of more than " + MAX_DEGREE + " variables is not read");
    }
    return a.times(b);
  }

  private BigDecimal product(BigDecimal a, BigDecimal b) {
    spend((long) words(a) * words(b));
    BigDecimal product = a.multiply(b);
    if (product.precision() > MAX_DIGITS || Math.abs(product.scale()) > MAX_DIGITS) {
      throw new ArithmeticException("a coefficient grows beyond " + MAX_DIGITS + " digits");
    }
    return product;
  }

  private static int words(BigDecimal value) {
    return 1 + value.unscaledValue().bitLength() / WORD;
  }

  private void spend(long steps) {
    work += steps;
    if (work > MAX_WORK) {
      throw new ArithmeticException(
          "to multiply the expressions out takes more than " + MAX_WORK + " steps");
    }
  }
}
