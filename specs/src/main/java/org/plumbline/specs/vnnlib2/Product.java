package org.plumbline.specs.vnnlib2;

import java.math.BigDecimal;
import java.util.List;

/**
 * A product of free inputs and outputs, which becomes one more output.
 *
 * @param factors two or more, inputs first, ascending, repeated as often as they are multiplied
 */
public record Product(List<Factor> factors) {
  public Product {
    factors = factors.stream().sorted().toList();
    if (factors.size() < 2) {
      throw new IllegalArgumentException("a product of " + factors.size() + " factors");
    }
  }

  /** Its exact value at free inputs x and outputs y. */
  public BigDecimal value(BigDecimal[] x, BigDecimal[] y) {
    BigDecimal product = BigDecimal.ONE;
    for (Factor factor : factors) {
      product = product.multiply((factor.isInput() ? x : y)[factor.index()]);
    }
    return product;
  }
}
