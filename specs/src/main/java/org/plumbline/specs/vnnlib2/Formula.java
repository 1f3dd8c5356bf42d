package org.plumbline.specs.vnnlib2;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/** A statement about elements, nested as it is written. */
public sealed interface Formula {

  /** Whether it is true, exactly, where elements have these values. */
  boolean holds(Function<Element, BigDecimal> point);

  /** All of one part or more. */
  record And(List<Formula> parts) implements Formula {
    public And {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean holds(Function<Element, BigDecimal> point) {
      for (Formula part : parts) {
        if (!part.holds(point)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Any of one part or more. */
  record Or(List<Formula> parts) implements Formula {
    public Or {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean holds(Function<Element, BigDecimal> point) {
      for (Formula part : parts) {
        if (part.holds(point)) {
          return true;
        }
      }
      return false;
    }
  }

  /** A comparison of two values. */
  record Comparison(Expression left, Relation relation, Expression right, Position position)
      implements Formula {
    @Override
    public boolean holds(Function<Element, BigDecimal> point) {
      return relation.holds(left.value(point).compareTo(right.value(point)));
    }

    /**
     * left − right, multiplied out.
     *
     * @throws ArithmeticException when it is beyond the limits of {@link Expansion}; the parser
     *     refuses such comparisons
     */
    public Polynomial difference() {
      return new Expansion().difference(this);
    }
  }
}
