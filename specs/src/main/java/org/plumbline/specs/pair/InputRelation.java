package org.plumbline.specs.pair;

import java.math.BigDecimal;

/** How one value of the second run's input depends on that of the first run's. */
public sealed interface InputRelation {
  /** They are equal. */
  record Same() implements InputRelation {}

  /** The second is at least the first. */
  record NotLess() implements InputRelation {}

  /** They differ by at most a radius. */
  record Within(BigDecimal radius) implements InputRelation {}

  /** They are any two values of the range. */
  record Free() implements InputRelation {}
}
