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

  /** The comparison as a row. */
  LinearInequality row();

  /** {@code X_input ≤ value} when upper, else {@code ≥}; {@code <}, {@code >} when strict. */
  record Bound(int input, BigDecimal value, boolean upper, boolean strict) implements Atom {
    @Override
    public LinearInequality row() {
      BigDecimal one = BigDecimal.ONE;
      return upper
          ? LinearInequality.ofInput(input, one, value, strict)
          : LinearInequality.ofInput(input, one.negate(), value.negate(), strict);
    }
  }

  /** Any other comparison. */
  record Relation(LinearInequality inequality) implements Atom {
    @Override
    public LinearInequality row() {
      return inequality;
    }
  }
}
