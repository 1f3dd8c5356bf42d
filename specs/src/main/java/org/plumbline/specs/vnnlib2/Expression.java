package org.plumbline.specs.vnnlib2;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/** A value, as it is written. */
public sealed interface Expression {

  /** Its exact value where elements have these values. */
  BigDecimal value(Function<Element, BigDecimal> point);

  /** A number of the file, exact. */
  record Constant(BigDecimal number) implements Expression {
    @Override
    public BigDecimal value(Function<Element, BigDecimal> point) {
      return number;
    }
  }

  /** An element of a tensor. */
  record Variable(Element element) implements Expression {
    @Override
    public BigDecimal value(Function<Element, BigDecimal> point) {
      return point.apply(element);
    }
  }

  /** {@code (- a)}. */
  record Negation(Expression operand) implements Expression {
    @Override
    public BigDecimal value(Function<Element, BigDecimal> point) {
      return operand.value(point).negate();
    }
  }

  /** {@code (+ a b …)}, of one operand or more. */
  record Sum(List<Expression> operands) implements Expression {
    public Sum {
      operands = List.copyOf(operands);
    }

    @Override
    public BigDecimal value(Function<Element, BigDecimal> point) {
      BigDecimal sum = operands.get(0).value(point);
      for (Expression operand : operands.subList(1, operands.size())) {
        sum = sum.add(operand.value(point));
      }
      return sum;
    }
  }

  /** {@code (- a b c …)}, which is a − b − c …, of two operands or more. */
  record Difference(List<Expression> operands) implements Expression {
    public Difference {
      operands = List.copyOf(operands);
    }

    @Override
    public BigDecimal value(Function<Element, BigDecimal> point) {
      BigDecimal difference = operands.get(0).value(point);
      for (Expression operand : operands.subList(1, operands.size())) {
        difference = difference.subtract(operand.value(point));
      }
      return difference;
    }
  }

  /** {@code (* a b …)}, of one operand or more. */
  record Product(List<Expression> operands) implements Expression {
    public Product {
      operands = List.copyOf(operands);
    }

    @Override
    public BigDecimal value(Function<Element, BigDecimal> point) {
      BigDecimal product = operands.get(0).value(point);
      for (Expression operand : operands.subList(1, operands.size())) {
        product = product.multiply(operand.value(point));
      }
      return product;
    }
  }
}
