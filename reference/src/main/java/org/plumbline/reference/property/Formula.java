package org.plumbline.reference.property;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.reference.tensor.ReferenceException;

/**
 * A conjunction of assertions as they are written, in a compact prefix code: an operator, the
 * number of its operands, the place behind them; a variable or a constant and its index.
 */
final class Formula {
  /** What the code is made of. */
  enum Symbol {
    AND,
    OR,
    NOT,
    LESS_OR_EQUAL,
    GREATER_OR_EQUAL,
    LESS,
    GREATER,
    EQUAL,
    NOT_EQUAL,
    PLUS,
    MINUS,
    TIMES,
    INPUT,
    OUTPUT,
    CONSTANT
  }

  private static final List<Symbol> SYMBOLS = List.of(Symbol.values());

  private int[] code = new int[64];
  private int length;
  private final List<BigDecimal> constants = new ArrayList<>();
  private final Map<BigDecimal, Integer> places = new HashMap<>();

  /** Begins an operator with operands; {@link #close} ends it. */
  int open(Symbol operator) {
    add(SYMBOLS.indexOf(operator));
    add(0);
    add(0);
    return length - 3;
  }

  void close(int start, int operands) {
    code[start + 1] = operands;
    code[start + 2] = length;
  }

  void variable(Symbol kind, int index) {
    add(SYMBOLS.indexOf(kind));
    add(index);
  }

  void constant(BigDecimal value) {
    add(SYMBOLS.indexOf(Symbol.CONSTANT));
    Integer place = places.get(value);
    if (place == null) {
      place = constants.size();
      places.put(value, place);
      constants.add(value);
    }
    add(place);
  }

  /** Replaces the constants from a place of the code on by the binary32 numbers nearest to them. */
  void roundConstants(int start) {
    int at = start;
    while (at < length) {
      Symbol symbol = SYMBOLS.get(code[at]);
      boolean isLeaf =
          symbol == Symbol.INPUT || symbol == Symbol.OUTPUT || symbol == Symbol.CONSTANT;
      if (symbol == Symbol.CONSTANT) {
        int end = length;
        length = at;
        constant(nearest(constants.get(code[at + 1])));
        length = end;
      }
      at += isLeaf ? 2 : 3;
    }
  }

  /** By way of binary64, as Python reads numbers. */
  private static BigDecimal nearest(BigDecimal number) {
    float nearest = (float) number.doubleValue();
    if (Float.isInfinite(nearest)) {
      throw new ReferenceException(number + " is beyond the numbers of binary32");
    }
    return new BigDecimal(nearest);
  }

  List<BigDecimal> constants() {
    return constants;
  }

  private void add(int word) {
    if (length == code.length) {
      code = Arrays.copyOf(code, Math.addExact(code.length, code.length));
    }
    code[length++] = word;
  }

  /** Whether all assertions hold. */
  boolean holds(BigDecimal[] x, BigDecimal[] y) {
    Run run = new Run(x, y);
    while (run.at < length) {
      if (!run.truth()) {
        return false;
      }
    }
    return true;
  }

  /** One evaluation, which goes through the code once. */
  private final class Run {
    private final BigDecimal[] x;
    private final BigDecimal[] y;
    private int at;

    Run(BigDecimal[] x, BigDecimal[] y) {
      this.x = x;
      this.y = y;
    }

    boolean truth() {
      Symbol symbol = SYMBOLS.get(code[at]);
      int operands = code[at + 1];
      int end = code[at + 2];
      at += 3;
      boolean result =
          switch (symbol) {
            case AND -> all(operands);
            case OR -> any(operands);
            case NOT -> !truth();
            default -> chain(symbol, operands);
          };
      at = end;
      return result;
    }

    private boolean all(int operands) {
      for (int i = 0; i < operands; i++) {
        if (!truth()) {
          return false;
        }
      }
      return true;
    }

    private boolean any(int operands) {
      for (int i = 0; i < operands; i++) {
        if (truth()) {
          return true;
        }
      }
      return false;
    }

    /** Each operand is compared with the next one. */
    private boolean chain(Symbol relation, int operands) {
      BigDecimal left = number();
      for (int i = 1; i < operands; i++) {
        BigDecimal right = number();
        if (!holds(relation, left.compareTo(right))) {
          return false;
        }
        left = right;
      }
      return true;
    }

    private BigDecimal number() {
      Symbol symbol = SYMBOLS.get(code[at]);
      int word = code[at + 1];
      switch (symbol) {
        case INPUT, OUTPUT, CONSTANT -> {
          at += 2;
          return symbol == Symbol.CONSTANT
              ? constants.get(word)
              : symbol == Symbol.INPUT ? x[word] : y[word];
        }
        default -> {
          at += 3;
          return combined(symbol, word);
        }
      }
    }

    private BigDecimal combined(Symbol symbol, int operands) {
      BigDecimal result = number();
      if (symbol == Symbol.MINUS && operands == 1) {
        return result.negate();
      }
      for (int i = 1; i < operands; i++) {
        BigDecimal next = number();
        result =
            switch (symbol) {
              case PLUS -> result.add(next);
              case MINUS -> result.subtract(next);
              default -> result.multiply(next);
            };
      }
      return result;
    }
  }

  private static boolean holds(Symbol relation, int order) {
    return switch (relation) {
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER_OR_EQUAL -> order >= 0;
      case LESS -> order < 0;
      case GREATER -> order > 0;
      case NOT_EQUAL -> order != 0;
      default -> order == 0;
    };
  }
}
