package org.plumbline.reference.property;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import org.plumbline.reference.tensor.ReferenceException;

/**
 * Reads the second part of VNN-LIB 2.0: assertions over elements of declared tensors, which are
 * named as {@code X[0,2]}, and {@code X} where a tensor is a single number. Source: the VNN-LIB
 * standard 2.0, chapter 3 and {@code syntax/grammar.cf}.
 */
final class AssertionReader {
  /** What the numbers of a comparison are. */
  enum Constants {
    AS_WRITTEN,
    /** Beside tensors of float32 the binary32 numbers nearest to what is written. */
    AS_THEIR_TYPE
  }

  private static final int MOST_DEPTH = 256;

  /** Of numbers and variables multiplied with one another, so that results stay short. */
  private static final int MOST_FACTORS = 64;

  private static final int MOST_DIGITS = 4096;
  private static final int MOST_CONSTANTS = 1 << 22;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");
  private static final Map<String, Formula.Symbol> JUNCTORS =
      Map.of("and", Formula.Symbol.AND, "or", Formula.Symbol.OR);
  private static final Map<String, Formula.Symbol> RELATIONS =
      Map.of(
          "<=", Formula.Symbol.LESS_OR_EQUAL,
          ">=", Formula.Symbol.GREATER_OR_EQUAL,
          "<", Formula.Symbol.LESS,
          ">", Formula.Symbol.GREATER,
          "==", Formula.Symbol.EQUAL,
          "!=", Formula.Symbol.NOT_EQUAL);
  private static final Map<String, Formula.Symbol> OPERATORS =
      Map.of("+", Formula.Symbol.PLUS, "-", Formula.Symbol.MINUS, "*", Formula.Symbol.TIMES);

  private final PropertyTokens tokens;
  private final Places places;
  private final Constants constants;
  private final Formula formula = new Formula();

  /** Of the variables of the current comparison; empty before the first. */
  private String type = "";

  AssertionReader(PropertyTokens tokens, Places places, Constants constants) {
    this.tokens = tokens;
    this.places = places;
    this.constants = constants;
  }

  /**
   * Reads to the end. The current token is the {@code assert} of the first assertion, or the end of
   * the last network where there is none.
   *
   * @throws ReferenceException naming line and column
   */
  Formula read() {
    boolean isOpen = !")".equals(tokens.token());
    while (isOpen) {
      if (!"assert".equals(tokens.token())) {
        throw tokens.refuse("behind the networks, expected is (assert");
      }
      truth(0);
      tokens.expect(")");
      isOpen = tokens.goesTo("(");
      if (isOpen) {
        tokens.next();
      }
    }
    if (tokens.next() != null) {
      throw tokens.refuse("expected is (assert, or the end");
    }
    return formula;
  }

  private void checkDepth(int depth) {
    if (depth > MOST_DEPTH) {
      throw tokens.refuse("more than " + MOST_DEPTH + " parentheses are open");
    }
  }

  private String word() {
    String word = tokens.next();
    return word == null ? "" : word;
  }

  private void truth(int depth) {
    checkDepth(depth);
    tokens.expect("(");
    String name = word();
    if (JUNCTORS.containsKey(name)) {
      int start = formula.open(JUNCTORS.get(name));
      int operands = 0;
      do {
        truth(depth + 1);
        operands++;
      } while (!tokens.goesTo(")"));
      formula.close(start, operands);
    } else if (RELATIONS.containsKey(name)) {
      type = "";
      int start = formula.open(RELATIONS.get(name));
      number(depth + 1);
      number(depth + 1);
      tokens.expect(")");
      formula.close(start, 2);
      if (constants == Constants.AS_THEIR_TYPE && type.equals("float32")) {
        formula.roundConstants(start);
      }
    } else {
      throw tokens.refuse("expected is one of " + JUNCTORS.keySet() + RELATIONS.keySet());
    }
  }

  /**
   * The term that begins with the next token.
   *
   * @return how many factors its longest product has
   */
  private int number(int depth) {
    checkDepth(depth);
    String token = word();
    if (!token.equals("(")) {
      atom(token);
      return 1;
    }
    Formula.Symbol operator = OPERATORS.get(word());
    if (operator == null) {
      throw tokens.refuse("expected is one of " + OPERATORS.keySet());
    }
    int start = formula.open(operator);
    int operands = 0;
    int factors = 0;
    do {
      int more = number(depth + 1);
      factors = operator == Formula.Symbol.TIMES ? factors + more : Math.max(factors, more);
      if (factors > MOST_FACTORS) {
        throw tokens.refuse("a product of more than " + MOST_FACTORS + " factors");
      }
      operands++;
    } while (!tokens.goesTo(")"));
    formula.close(start, operands);
    return factors;
  }

  private void atom(String token) {
    Places.Place place = places.of(token);
    if (place != null) {
      variable(place);
    } else if (token.length() <= MOST_DIGITS && NUMBER.matcher(token).matches()) {
      formula.constant(new BigDecimal(token));
      if (formula.constants().size() > MOST_CONSTANTS) {
        throw tokens.refuse("more than " + MOST_CONSTANTS + " different numbers");
      }
    } else {
      throw tokens.refuse("expected is a declared tensor, a number or a term in parentheses");
    }
  }

  private void variable(Places.Place place) {
    DeclaredTensor tensor = place.tensor();
    if (!type.isEmpty() && !type.equals(tensor.type())) {
      throw tokens.refuse("it has the type " + tensor.type() + " beside a variable of " + type);
    }
    type = tensor.type();
    long index = 0;
    for (int d = 0; d < tensor.shape().size(); d++) {
      tokens.expect(d == 0 ? "[" : ",");
      index = index * tensor.shape().get(d) + index(tensor.shape().get(d));
    }
    if (!tensor.shape().isEmpty()) {
      tokens.expect("]");
    }
    formula.variable(place.kind(), place.first() + (int) index);
  }

  private int index(int extent) {
    String word = word();
    if (!INDEX.matcher(word).matches() || Integer.parseInt(word) >= extent) {
      throw tokens.refuse("expected is an index below " + extent);
    }
    return Integer.parseInt(word);
  }
}
