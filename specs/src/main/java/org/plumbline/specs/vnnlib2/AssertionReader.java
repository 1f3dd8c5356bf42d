package org.plumbline.specs.vnnlib2;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.plumbline.specs.vnnlib.RefusedException;
import org.plumbline.specs.vnnlib.Room;
import org.plumbline.specs.vnnlib2.Lexer.Token;

/**
 * Reads formulas. Works with a stack of its own and bounds the depth, since those who walk through
 * a formula later do not.
 */
final class AssertionReader {
  /** Deepest nesting of an assertion. */
  static final int MAX_DEPTH = 1_000;

  /** Of an operator, a constant or a variable, as it is read. */
  private static final int PART_BYTES = 100;

  private final Lexer lexer;
  private final Scope scope;
  private final Expansion expansion = new Expansion();
  private final Deque<Frame> stack = new ArrayDeque<>();
  private final Room room;
  private long parts;

  private record Frame(
      Operator operator, Position position, List<Formula> formulas, List<Value> values) {
    int operands() {
      return formulas.size() + values.size();
    }
  }

  /**
   * @param room for all assertions
   */
  AssertionReader(Lexer lexer, Scope scope, Room room) {
    this.lexer = lexer;
    this.scope = scope;
    this.room = room;
  }

  /** Reads from the next token to the end of the formula that starts there. */
  Formula read() {
    lexer.expect(Token.OPEN, "a formula in parentheses");
    open();
    Formula formula = null;
    while (formula == null) {
      switch (lexer.next()) {
        case OPEN -> open();
        case CLOSE -> formula = close();
        default -> throw lexer.error("'" + lexer.shown() + "' is no formula and no value");
        case NUMBER -> put(Value.of(new Expression.Constant(lexer.number())));
        case WORD -> put(variable());
        case END -> {
          throw lexer.error(stack.peek().position(), "this parenthesis is never closed");
        }
      }
    }
    return formula;
  }

  private void open() {
    Position position = lexer.position();
    Token token = lexer.next();
    Operator operator = token == Token.WORD ? Operator.at(lexer) : null;
    if (operator == null) {
      throw token == Token.END
          ? lexer.error(position, "this parenthesis is never closed")
          : lexer.error(
              "'"
                  + lexer.shown()
                  + "' is no operator of VNN-LIB 2.0 (and, or, <, <=, >, >=, ==, !=, +, -, *)");
    }
    if (stack.size() == MAX_DEPTH) {
      throw lexer.error("an assertion may be nested at most " + MAX_DEPTH + " deep");
    }
    count();
    stack.push(new Frame(operator, position, new ArrayList<>(2), new ArrayList<>(2)));
  }

  private void count() {
    try {
      room.require(++parts, PART_BYTES, "operators, constants and variables");
    } catch (RefusedException e) {
      throw lexer.error(e.getMessage());
    }
  }

  private void put(Value value) {
    count();
    stack.peek().values().add(value);
  }

  private Value variable() {
    String name = lexer.text();
    int number = scope.number(name);
    if (number < 0) {
      throw lexer.error("variable '" + lexer.shown() + "' is not declared");
    }
    VariableDeclaration variable = scope.variable(number);
    long index = 0;
    for (int d = 0; d < variable.shape().size(); d++) {
      lexer.expect(
          d == 0 ? Token.OPEN_SHAPE : Token.COMMA,
          "an index for each of the " + variable.shape().size() + " dimensions of " + name);
      int extent = variable.shape().get(d);
      index = index * extent + index(name, extent);
    }
    if (!variable.shape().isEmpty()) {
      lexer.expect(
          Token.CLOSE_SHAPE,
          "']' behind " + variable.shape().size() + " indices of " + name + variable.shapeText());
    }
    return Value.of(new Element(number, index), variable.type());
  }

  private long index(String name, int extent) {
    Token token = lexer.next();
    long index = token == Token.NUMBER ? Numbers.whole(lexer) : -1;
    if (index < 0) {
      throw lexer.error("an index of " + name + " is a whole number, not '" + lexer.shown() + "'");
    }
    if (index >= extent) {
      throw lexer.error(
          "index "
              + index
              + " of a dimension of "
              + extent
              + "; indices of "
              + name
              + " begin at 0");
    }
    return index;
  }

  /** The whole formula when its last parenthesis closes, else null. */
  private Formula close() {
    Frame frame = stack.pop();
    try {
      String problem = frame.operator().problem(frame.operands());
      if (problem != null) {
        throw new RefusedException(problem);
      }
      switch (frame.operator()) {
        case AND, OR -> {
          return put(joined(frame));
        }
        case PLUS, MINUS, TIMES -> {
          return put(frame, computed(frame));
        }
        default -> {
          return put(comparison(frame));
        }
      }
    } catch (RefusedException | ArithmeticException e) {
      throw lexer.error(frame.position(), e.getMessage());
    }
  }

  private Formula put(Formula formula) {
    if (stack.isEmpty()) {
      return formula;
    }
    stack.peek().formulas().add(formula);
    return null;
  }

  private Formula put(Frame frame, Value value) throws RefusedException {
    if (stack.isEmpty()) {
      throw new RefusedException(
          "a value of '"
              + frame.operator().symbol()
              + "' stands where a comparison is expected, such as (<= X[0] 1.0)");
    }
    stack.peek().values().add(value);
    return null;
  }

  private static Formula joined(Frame frame) throws RefusedException {
    if (!frame.values().isEmpty()) {
      throw new RefusedException(
          "'" + frame.operator().symbol() + "' joins comparisons, not values");
    }
    return frame.operator() == Operator.AND
        ? new Formula.And(frame.formulas())
        : new Formula.Or(frame.formulas());
  }

  private static void requireValues(Frame frame) throws RefusedException {
    if (!frame.formulas().isEmpty()) {
      throw new RefusedException(
          "'" + frame.operator().symbol() + "' takes values, not comparisons");
    }
  }

  private static Value computed(Frame frame) throws RefusedException {
    requireValues(frame);
    return switch (frame.operator()) {
      case PLUS -> Value.of(frame.values(), Expression.Sum::new);
      case TIMES -> Value.of(frame.values(), Expression.Product::new);
      default ->
          frame.values().size() == 1
              ? Value.of(frame.values(), operands -> new Expression.Negation(operands.get(0)))
              : Value.of(frame.values(), Expression.Difference::new);
    };
  }

  private Formula comparison(Frame frame) throws RefusedException {
    requireValues(frame);
    Value.unified(frame.values());
    Formula.Comparison comparison =
        new Formula.Comparison(
            frame.values().get(0).expression(),
            relation(frame.operator()),
            frame.values().get(1).expression(),
            frame.position());
    if (!isLeaf(comparison.left()) || !isLeaf(comparison.right())) {
      expansion.difference(comparison);
    }
    return comparison;
  }

  private static boolean isLeaf(Expression expression) {
    return expression instanceof Expression.Constant || expression instanceof Expression.Variable;
  }

  private static Relation relation(Operator operator) {
    return switch (operator) {
      case LESS -> Relation.LESS;
      case AT_MOST -> Relation.AT_MOST;
      case GREATER -> Relation.GREATER;
      case AT_LEAST -> Relation.AT_LEAST;
      case EQUAL -> Relation.EQUAL;
      default -> Relation.DIFFERENT;
    };
  }
}
