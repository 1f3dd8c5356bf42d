package org.plumbline.specs.vnnlib2;

import java.util.List;

/** What stands behind a parenthesis in an assertion. */
enum Operator {
  AND("and", 1, Integer.MAX_VALUE),
  OR("or", 1, Integer.MAX_VALUE),
  LESS("<", 2, 2),
  AT_MOST("<=", 2, 2),
  GREATER(">", 2, 2),
  AT_LEAST(">=", 2, 2),
  EQUAL("==", 2, 2),
  DIFFERENT("!=", 2, 2),
  PLUS("+", 1, Integer.MAX_VALUE),
  MINUS("-", 1, Integer.MAX_VALUE),
  TIMES("*", 1, Integer.MAX_VALUE);

  private static final List<Operator> ALL = List.of(values());

  private final String symbol;
  private final int fewest;
  private final int most;

  Operator(String symbol, int fewest, int most) {
    this.symbol = symbol;
    this.fewest = fewest;
    this.most = most;
  }

  String symbol() {
    return symbol;
  }

  /** What is wrong with a number of operands, or null. */
  String problem(int operands) {
    if (operands >= fewest && operands <= most) {
      return null;
    }
    return "'"
        + symbol
        + "' takes "
        + (fewest == most ? fewest + " operands" : "an operand or more")
        + ", not "
        + operands;
  }

  /** The operator that the lexer stands on, or null. */
  static Operator at(Lexer lexer) {
    for (Operator operator : ALL) {
      if (lexer.is(operator.symbol)) {
        return operator;
      }
    }
    return null;
  }
}
