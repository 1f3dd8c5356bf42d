package org.plumbline.specs.vnnlib;

import java.math.BigDecimal;
import org.plumbline.specs.property.LinearInequality;

/** A comparison with at least one variable. */
public sealed interface Atom extends NormalForm {
  @Override
  default int conjuncts() {
    return 1;
  }

  @Override
  default Atom[] conjunct(int k) {
    return new Atom[] {this};
  }

  @Override
  default long atoms() {
    return 1;
  }

  /** {@code X_input ≤ value} when upper, else {@code ≥}; {@code <}, {@code >} when strict. */
  record Bound(int input, BigDecimal value, boolean upper, boolean strict) implements Atom {}

  /** Any other comparison. */
  record Relation(LinearInequality inequality) implements Atom {}
}
