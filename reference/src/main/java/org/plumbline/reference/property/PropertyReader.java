package org.plumbline.reference.property;

import java.math.BigDecimal;
import java.util.BitSet;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.plumbline.reference.tensor.ReferenceException;

/**
 * Reads VNN-LIB 1.0: variables X_i and Y_j of SMT-LIB's sort Real and assertions over them. Source:
 * SMT-LIB 2.6 for commands and terms; exponents in numbers are what files of the competition have.
 */
final class PropertyReader {
  private static final int MOST_DEPTH = 256;

  /** Of numbers and variables multiplied with one another, so that results stay short. */
  private static final int MOST_FACTORS = 64;

  private static final int MOST_DIGITS = 4096;
  private static final int MOST_CHARACTERS = 1 << 28;
  private static final int MOST_CONSTANTS = 1 << 22;
  private static final Pattern NUMBER =
      Pattern.compile("-?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,4})?");
  private static final Pattern VARIABLE = Pattern.compile("([XY])_(0|[1-9][0-9]{0,8})");
  private static final Map<String, Formula.Symbol> JUNCTORS =
      Map.of("and", Formula.Symbol.AND, "or", Formula.Symbol.OR, "not", Formula.Symbol.NOT);
  private static final Map<String, Formula.Symbol> RELATIONS =
      Map.of(
          "<=", Formula.Symbol.LESS_OR_EQUAL,
          ">=", Formula.Symbol.GREATER_OR_EQUAL,
          "<", Formula.Symbol.LESS,
          ">", Formula.Symbol.GREATER,
          "=", Formula.Symbol.EQUAL);
  private static final Map<String, Formula.Symbol> OPERATORS =
      Map.of("+", Formula.Symbol.PLUS, "-", Formula.Symbol.MINUS, "*", Formula.Symbol.TIMES);

  private final PropertyTokens tokens;
  private final BitSet inputs = new BitSet();
  private final BitSet outputs = new BitSet();
  private final Formula formula = new Formula();
  private boolean isOver;

  PropertyReader(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new ReferenceException("the text has more than " + MOST_CHARACTERS + " characters");
    }
    this.tokens = new PropertyTokens(PropertyTokens.Lexis.FIRST, text);
  }

  /**
   * Reads all commands.
   *
   * @throws ReferenceException naming line and column
   */
  Formula read() {
    while (tokens.next() != null) {
      if (!tokens.token().equals("(") || isOver) {
        throw tokens.refuse("expected is a command in parentheses, and none behind exit");
      }
      command();
    }
    checkComplete("X", inputs);
    checkComplete("Y", outputs);
    return formula;
  }

  int inputs() {
    return inputs.cardinality();
  }

  int outputs() {
    return outputs.cardinality();
  }

  private static void checkComplete(String kind, BitSet declared) {
    if (declared.cardinality() < declared.length()) {
      throw new ReferenceException(
          "the variable " + kind + "_" + declared.nextClearBit(0) + " is not declared");
    }
  }

  private void command() {
    String command = tokens.next();
    switch (command == null ? "" : command) {
      case "assert" -> {
        truth(0);
        tokens.expect(")");
      }
      case "declare-const" -> {
        declare();
        tokens.expect("Real");
        tokens.expect(")");
      }
      case "declare-fun" -> {
        declare();
        tokens.expect("(");
        tokens.expect(")");
        tokens.expect("Real");
        tokens.expect(")");
      }
      case "set-logic", "set-info", "set-option", "check-sat", "get-model" -> skip();
      case "exit" -> {
        tokens.expect(")");
        isOver = true;
      }
      case "vnnlib-version" ->
          throw tokens.refuse("this is VNN-LIB 2, where one of 1.0 is expected");
      default -> throw tokens.refuse("VNN-LIB 1.0 has declare-const and assert");
    }
  }

  private void skip() {
    int depth = 1;
    while (depth > 0) {
      String token = tokens.next();
      if (token == null) {
        throw tokens.refuse("a parenthesis is open");
      }
      depth += token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
    }
  }

  private void declare() {
    String name = tokens.next();
    Matcher matcher = VARIABLE.matcher(name == null ? "" : name);
    if (!matcher.matches()) {
      throw tokens.refuse("variables are named X_i and Y_j");
    }
    int index = Integer.parseInt(matcher.group(2));
    BitSet declared = matcher.group(1).equals("X") ? inputs : outputs;
    if (declared.get(index)) {
      throw tokens.refuse("the variable is declared twice");
    }
    declared.set(index);
  }

  private void checkDepth(int depth) {
    if (depth > MOST_DEPTH) {
      throw tokens.refuse("more than " + MOST_DEPTH + " parentheses are open");
    }
  }

  private void truth(int depth) {
    checkDepth(depth);
    tokens.expect("(");
    String name = tokens.next();
    Formula.Symbol junctor = JUNCTORS.get(name == null ? "" : name);
    Formula.Symbol relation = RELATIONS.get(name == null ? "" : name);
    if (junctor == null && relation == null) {
      throw tokens.refuse("expected is one of " + JUNCTORS.keySet() + RELATIONS.keySet());
    }
    int start = formula.open(junctor == null ? relation : junctor);
    int operands = junctor == null ? numbers(depth) : truths(depth, junctor);
    formula.close(start, operands);
  }

  /** Operands of a junctor up to the closing parenthesis. */
  private int truths(int depth, Formula.Symbol junctor) {
    int operands = 0;
    while (!tokens.goesTo(")")) {
      truth(depth + 1);
      operands++;
    }
    if (operands == 0 || junctor == Formula.Symbol.NOT && operands > 1) {
      throw tokens.refuse(operands + " operands");
    }
    return operands;
  }

  private int numbers(int depth) {
    int operands = 0;
    while (!")".equals(tokens.next())) {
      number(depth + 1);
      operands++;
    }
    if (operands < 2) {
      throw tokens.refuse("a comparison of " + operands + " operands");
    }
    return operands;
  }

  /**
   * The term that begins with the current token.
   *
   * @return how many factors its longest product has
   */
  private int number(int depth) {
    checkDepth(depth);
    String token = tokens.token();
    if (token == null || token.equals(")")) {
      throw tokens.refuse("expected is a number, a variable or a term in parentheses");
    }
    if (!token.equals("(")) {
      atom(token);
      return 1;
    }
    String name = tokens.next();
    Formula.Symbol operator = OPERATORS.get(name == null ? "" : name);
    if (operator == null) {
      throw tokens.refuse("expected is one of " + OPERATORS.keySet());
    }
    int start = formula.open(operator);
    int operands = 0;
    int factors = 0;
    while (!")".equals(tokens.next())) {
      int more = number(depth + 1);
      factors = operator == Formula.Symbol.TIMES ? factors + more : Math.max(factors, more);
      if (factors > MOST_FACTORS) {
        throw tokens.refuse("a product of more than " + MOST_FACTORS + " factors");
      }
      operands++;
    }
    if (operands == 0) {
      throw tokens.refuse("an operator without operands");
    }
    formula.close(start, operands);
    return factors;
  }

  private void atom(String token) {
    Matcher variable = VARIABLE.matcher(token);
    if (variable.matches()) {
      boolean isInput = variable.group(1).equals("X");
      int index = Integer.parseInt(variable.group(2));
      if (!(isInput ? inputs : outputs).get(index)) {
        throw tokens.refuse("the variable is not declared before");
      }
      formula.variable(isInput ? Formula.Symbol.INPUT : Formula.Symbol.OUTPUT, index);
    } else if (token.length() <= MOST_DIGITS && NUMBER.matcher(token).matches()) {
      formula.constant(new BigDecimal(token));
      if (formula.constants().size() > MOST_CONSTANTS) {
        throw tokens.refuse("more than " + MOST_CONSTANTS + " different numbers");
      }
    } else {
      throw tokens.refuse("neither a variable X_i or Y_j nor a number");
    }
  }
}
