package org.plumbline.specs.vnnlib;

/** The operators of VNN-LIB 1.0. */
enum Operator {
  AND("and", 1),
  OR("or", 1),
  AT_MOST("<=", 2),
  AT_LEAST(">=", 2),
  LESS("<", 2),
  GREATER(">", 2),
  EQUAL("=", 2),
  PLUS("+", 1),
  MINUS("-", 1),
  TIMES("*", 1),
  DIVIDE("/", 2);

  private final String symbol;
  private final int operands;

  Operator(String symbol, int operands) {
    this.symbol = symbol;
    this.operands = operands;
  }

  String symbol() {
    return symbol;
  }

  /** Fewest operands. */
  int operands() {
    return operands;
  }

  /** The operator that the tokenizer stands on, or null. */
  static Operator at(Tokenizer tokens) {
    for (Operator operator : values()) {
      if (tokens.is(operator.symbol)) {
        return operator;
      }
    }
    return null;
  }
}
