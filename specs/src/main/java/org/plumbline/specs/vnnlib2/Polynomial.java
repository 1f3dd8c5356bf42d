package org.plumbline.specs.vnnlib2;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * An exact sum of monomials with coefficients.
 *
 * @param terms coefficients ≠ 0, in the order in which monomials first appeared
 */
public record Polynomial(Map<Monomial, BigDecimal> terms) {
  public Polynomial {
    terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
  }

  /** The coefficient of the number 1. */
  public BigDecimal constant() {
    return terms.getOrDefault(Monomial.ONE, BigDecimal.ZERO);
  }

  /** The largest degree of a monomial; 0 of a constant. */
  public int degree() {
    return terms.keySet().stream().mapToInt(Monomial::degree).max().orElse(0);
  }

  /** Its exact value where elements have these values. */
  public BigDecimal value(Function<Element, BigDecimal> point) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<Monomial, BigDecimal> term : terms.entrySet()) {
      BigDecimal product = term.getValue();
      for (Element factor : term.getKey().factors()) {
        product = product.multiply(point.apply(factor));
      }
      sum = sum.add(product);
    }
    return sum;
  }
}
