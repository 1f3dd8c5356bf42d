package org.plumbline.reference.property;

import java.math.BigDecimal;
import java.util.NavigableSet;

/** A property as it is written, which is true or false of exact numbers. */
public sealed interface WrittenProperty permits ReferenceProperty, ReferenceQuery {
  /** The number of inputs. */
  int inputs();

  /** The number of outputs. */
  int outputs();

  /** The constants that occur, each once, in their order. */
  NavigableSet<BigDecimal> constants();

  /**
   * Whether all assertions are true of these inputs and outputs, so that the property is violated
   * by them.
   *
   * @throws IllegalArgumentException if there are not as many as it speaks of
   */
  boolean holds(BigDecimal[] x, BigDecimal[] y);
}
