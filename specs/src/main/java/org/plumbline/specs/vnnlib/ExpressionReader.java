package org.plumbline.specs.vnnlib;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.plumbline.specs.vnnlib.Tokenizer.Token;

/**
 * Reads one formula. Works with a stack of its own, so that nesting costs no stack of the machine,
 * and brings every parenthesis into normal form as it closes, so that no tree is kept.
 */
final class ExpressionReader {
  static final int MAX_DEPTH = 10_000;

  /**
   * Terms and comparisons that files of any size may move while expressions close; bounds the time
   * that deep nesting takes.
   */
  private static final long WORK_OF_ANY = 500_000_000;

  /** Levels that every constant, variable and comparison of a larger file may be moved by. */
  private static final int LEVELS = 20;

  private final Tokenizer tokens;
  private final String file;
  private final Declarations declarations;
  private final Deque<Frame> stack = new ArrayDeque<>();
  private final Room room = Room.ofJava();
  private int waiting;
  private long read;
  private long work;

  private record Frame(Operator operator, int line, int column, List<Operand> operands) {}

  ExpressionReader(Tokenizer tokens, String file, Declarations declarations) {
    this.tokens = tokens;
    this.file = file;
    this.declarations = declarations;
  }

  /** Reads from the next token to the end of the formula that starts there. */
  NormalForm read() {
    while (true) {
      Token token = tokens.next();
      if (token == Token.OPEN) {
        open();
        continue;
      }
      read++;
      Operand operand = token == Token.CLOSE ? close() : leaf(token);
      if (stack.isEmpty()) {
        if (operand instanceof NormalForm formula) {
          return formula;
        }
        throw tokens.error("a value stands where a comparison is expected, such as (<= X_0 1)");
      }
      stack.peek().operands().add(operand);
      try {
        room.require(0, ++waiting);
      } catch (RefusedException e) {
        throw tokens.error(e.getMessage());
      }
    }
  }

  private void open() {
    int line = tokens.line();
    int column = tokens.column();
    Token token = tokens.next();
    Operator operator = token == Token.WORD ? Operator.at(tokens) : null;
    if (operator == null) {
      throw token == Token.END
          ? unclosed(line, column)
          : tokens.error(
              "'"
                  + tokens.text()
                  + "' is no operator of VNN-LIB 1.0 (and, or, <=, >=, <, >, =, +, -, *, /)");
    }
    if (stack.size() == MAX_DEPTH) {
      throw tokens.error("expressions may be nested at most " + MAX_DEPTH + " deep");
    }
    stack.push(new Frame(operator, line, column, new ArrayList<>(2)));
  }

  private Operand leaf(Token token) {
    switch (token) {
      case INPUT, OUTPUT -> {
        if (!declarations.contains(token == Token.OUTPUT, tokens.index())) {
          throw tokens.error("variable " + tokens.text() + " is not declared before its use");
        }
        return LinearTerm.variable(token == Token.OUTPUT, tokens.index());
      }
      case NUMBER -> {
        return LinearTerm.constant(tokens.number());
      }
      case END -> {
        Frame frame = stack.peek();
        throw frame == null
            ? tokens.error("the file ends inside an assertion")
            : unclosed(frame.line(), frame.column());
      }
      default -> {
        if (tokens.is("true")) {
          return Disjunction.TRUE;
        } else if (tokens.is("false")) {
          return Disjunction.FALSE;
        }
        throw tokens.error(
            "'"
                + tokens.text()
                + "' is neither a decimal number nor a variable X_i (input) or Y_j (output)");
      }
    }
  }

  private VnnLibParseException unclosed(int line, int column) {
    return new VnnLibParseException(file, line, column, "this parenthesis is never closed");
  }

  private Operand close() {
    Frame frame = stack.poll();
    if (frame == null) {
      throw tokens.error("a formula is expected here, not ')'");
    }
    waiting -= frame.operands().size();
    try {
      Operand result = reduce(frame.operator(), frame.operands());
      work += result.size();
      long most = Math.max(WORK_OF_ANY, LEVELS * read);
      if (work > most) {
        throw new RefusedException(
            "the expressions of this file take more than "
                + most
                + " steps; write them with fewer parentheses in each other");
      }
      return result;
    } catch (RefusedException e) {
      throw new VnnLibParseException(file, frame.line(), frame.column(), e.getMessage());
    }
  }

  private static Operand reduce(Operator operator, List<Operand> operands) throws RefusedException {
    if (operands.size() < operator.operands()) {
      throw new RefusedException(
          "'" + operator.symbol() + "' needs at least " + operator.operands() + " operand(s)");
    }
    return switch (operator) {
      case AND -> Disjunction.and(formulas(operator, operands));
      case OR -> Disjunction.or(formulas(operator, operands));
      case PLUS -> LinearTerm.sum(values(operator, operands));
      case MINUS -> difference(values(operator, operands));
      case TIMES -> product(values(operator, operands));
      case DIVIDE -> quotient(values(operator, operands));
      default -> chain(operator, values(operator, operands));
    };
  }

  private static LinearTerm difference(List<LinearTerm> values) throws RefusedException {
    if (values.size() == 1) {
      return values.get(0).negated();
    }
    List<LinearTerm> signed = new ArrayList<>(values);
    signed.subList(1, signed.size()).replaceAll(LinearTerm::negated);
    return LinearTerm.sum(signed);
  }

  private static LinearTerm product(List<LinearTerm> values) throws RefusedException {
    LinearTerm product = values.get(0);
    for (LinearTerm factor : values.subList(1, values.size())) {
      product = product.times(factor);
    }
    return product;
  }

  private static LinearTerm quotient(List<LinearTerm> values) throws RefusedException {
    LinearTerm quotient = values.get(0);
    for (LinearTerm divisor : values.subList(1, values.size())) {
      quotient = quotient.dividedBy(divisor);
    }
    return quotient;
  }

  /** {@code (<= a b c)} means a ≤ b and b ≤ c. */
  private static NormalForm chain(Operator operator, List<LinearTerm> values)
      throws RefusedException {
    if (values.size() == 2 && operator != Operator.EQUAL) {
      return comparison(operator, values.get(0), values.get(1));
    }
    List<NormalForm> links = new ArrayList<>();
    for (int k = 0; k + 1 < values.size(); k++) {
      if (operator == Operator.EQUAL) {
        links.add(Comparison.atMost(values.get(k), values.get(k + 1), false));
        links.add(Comparison.atMost(values.get(k + 1), values.get(k), false));
      } else {
        links.add(comparison(operator, values.get(k), values.get(k + 1)));
      }
    }
    return Disjunction.and(links);
  }

  private static NormalForm comparison(Operator operator, LinearTerm left, LinearTerm right)
      throws RefusedException {
    return switch (operator) {
      case AT_MOST -> Comparison.atMost(left, right, false);
      case LESS -> Comparison.atMost(left, right, true);
      case AT_LEAST -> Comparison.atMost(right, left, false);
      default -> Comparison.atMost(right, left, true);
    };
  }

  private static List<NormalForm> formulas(Operator operator, List<Operand> operands)
      throws RefusedException {
    List<NormalForm> formulas = new ArrayList<>(operands.size());
    for (Operand operand : operands) {
      if (!(operand instanceof NormalForm formula)) {
        throw new RefusedException("'" + operator.symbol() + "' joins comparisons, not values");
      }
      formulas.add(formula);
    }
    return formulas;
  }

  private static List<LinearTerm> values(Operator operator, List<Operand> operands)
      throws RefusedException {
    List<LinearTerm> values = new ArrayList<>(operands.size());
    for (Operand operand : operands) {
      if (!(operand instanceof LinearTerm value)) {
        throw new RefusedException("'" + operator.symbol() + "' takes values, not comparisons");
      }
      values.add(value);
    }
    return values;
  }
}
