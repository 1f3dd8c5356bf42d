package org.plumbline.specs.vnnlib2;

import java.util.ArrayList;
import java.util.List;

/**
 * A product of elements.
 *
 * @param factors ascending, repeated as often as they are multiplied; none: the number 1
 */
public record Monomial(List<Element> factors) {
  /** The number 1. */
  public static final Monomial ONE = new Monomial(List.of());

  public Monomial {
    factors = List.copyOf(factors);
  }

  static Monomial of(Element element) {
    return new Monomial(List.of(element));
  }

  /** Number of factors. */
  public int degree() {
    return factors.size();
  }

  Monomial times(Monomial other) {
    if (degree() == 0 || other.degree() == 0) {
      return degree() == 0 ? other : this;
    }
    List<Element> both = new ArrayList<>(factors);
    both.addAll(other.factors);
    both.sort(null);
    return new Monomial(both);
  }
}
