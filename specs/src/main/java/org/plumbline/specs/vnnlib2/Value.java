package org.plumbline.specs.vnnlib2;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.plumbline.specs.vnnlib.RefusedException;

/**
 * An expression with its type. All variables of an expression have one type, and constants take it
 * on, with a point or without, where they are numbers of that type.
 *
 * @param type null where the expression has no variable
 * @param fractional whether it has a constant that is no whole number and has no type yet
 * @param negative whether it has a constant below 0 that has no type yet
 */
record Value(Expression expression, ElementType type, boolean fractional, boolean negative) {

  static Value of(Expression.Constant constant) {
    return new Value(constant, null, constant.number().scale() > 0, constant.number().signum() < 0);
  }

  static Value of(Element element, ElementType type) {
    return new Value(new Expression.Variable(element), type, false, false);
  }

  /** What an operator makes of values of one type. */
  static Value of(List<Value> values, Function<List<Expression>, Expression> operator)
      throws RefusedException {
    Value types = unified(values);
    List<Expression> operands = new ArrayList<>(values.size());
    values.forEach(value -> operands.add(value.expression()));
    return new Value(operator.apply(operands), types.type, types.fractional, types.negative);
  }

  /** The common type, in a value without an expression. */
  static Value unified(List<Value> values) throws RefusedException {
    ElementType type = null;
    boolean fractional = false;
    boolean negative = false;
    for (Value value : values) {
      if (type != null && value.type != null && type != value.type) {
        throw new RefusedException(
            type + " and " + value.type + " stand together; VNN-LIB 2.0 converts no types");
      }
      type = type == null ? value.type : type;
      fractional |= value.fractional;
      negative |= value.negative;
    }
    if (type == null) {
      return new Value(null, null, fractional, negative);
    }
    if (type.isWhole() && fractional) {
      throw new RefusedException("a constant with a fraction stands beside a tensor of " + type);
    }
    if (type.isUnsigned() && negative) {
      throw new RefusedException("a negative constant stands beside a tensor of " + type);
    }
    return new Value(null, type, false, false);
  }
}
