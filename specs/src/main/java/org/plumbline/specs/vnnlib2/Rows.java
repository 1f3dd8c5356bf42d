package org.plumbline.specs.vnnlib2;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.specs.property.LinearInequality;
import org.plumbline.specs.vnnlib.Comparison;
import org.plumbline.specs.vnnlib.Disjunction;
import org.plumbline.specs.vnnlib.NormalForm;
import org.plumbline.specs.vnnlib.RefusedException;
import org.plumbline.specs.vnnlib.Room;

/**
 * Turns formulas into linear ones over free inputs and outputs: every distinct monomial of degree
 * two or more counts as one more output. {@code ==} is two rows, {@code !=} two alternatives.
 */
final class Rows {
  /** Of a distinct product, with the output that it becomes. */
  private static final int PRODUCT_BYTES = 1_000;

  /** Of a term of a row: its place and its coefficient. */
  private static final int TERM_BYTES = 100;

  /**
   * Alternatives and comparisons that formulas of any size may copy from level to level; bounds the
   * time that deep nesting takes.
   */
  private static final long COPIES_OF_ANY = 50_000_000;

  /** Levels that every comparison of a larger formula may be copied by. */
  private static final int LEVELS = 20;

  private final ElementOrder order;
  private final int[] freeOfInput;
  private final Room room;
  private final Map<Product, Integer> products = new LinkedHashMap<>();
  private long comparisons;
  private long terms;
  private long copies;

  /**
   * @param room for products and terms
   */
  Rows(ElementOrder order, int[] freeOfInput, Room room) {
    this.order = order;
    this.freeOfInput = freeOfInput;
    this.room = room;
  }

  /** Those met so far, in the order of their first appearance. */
  List<Product> products() {
    return List.copyOf(products.keySet());
  }

  NormalForm of(Formula formula) throws RefusedException {
    if (formula instanceof Formula.And and) {
      return and.parts().size() == 1 ? of(and.parts().get(0)) : Disjunction.and(each(and.parts()));
    } else if (formula instanceof Formula.Or or) {
      return or.parts().size() == 1 ? of(or.parts().get(0)) : Disjunction.or(each(or.parts()));
    }
    return of((Formula.Comparison) formula);
  }

  private List<NormalForm> each(List<Formula> parts) throws RefusedException {
    List<NormalForm> forms = new ArrayList<>(parts.size());
    for (Formula part : parts) {
      NormalForm form = of(part);
      copies += form.size();
      long most = Math.max(COPIES_OF_ANY, LEVELS * comparisons);
      if (copies > most) {
        throw new RefusedException(
            "the alternatives are nested too deep: to list them takes more than "
                + most
                + " copies; write them with fewer parentheses in each other");
      }
      forms.add(form);
    }
    return forms;
  }

  private NormalForm of(Formula.Comparison comparison) throws RefusedException {
    comparisons++;
    Polynomial difference = comparison.difference();
    return switch (comparison.relation()) {
      case AT_MOST -> row(difference, Sign.AS_IT_IS, false);
      case LESS -> row(difference, Sign.AS_IT_IS, true);
      case AT_LEAST -> row(difference, Sign.TURNED, false);
      case GREATER -> row(difference, Sign.TURNED, true);
      case EQUAL ->
          Disjunction.and(
              List.of(row(difference, Sign.AS_IT_IS, false), row(difference, Sign.TURNED, false)));
      case DIFFERENT ->
          Disjunction.or(
              List.of(row(difference, Sign.AS_IT_IS, true), row(difference, Sign.TURNED, true)));
    };
  }

  private enum Sign {
    AS_IT_IS,
    TURNED
  }

  /** {@code difference ≤ 0}, or {@code −difference ≤ 0}. */
  private NormalForm row(Polynomial difference, Sign sign, boolean strict) throws RefusedException {
    terms += difference.terms().size();
    room.require(terms, TERM_BYTES, "terms in its comparisons");
    List<Factor> variables = new ArrayList<>();
    List<BigDecimal> coefficients = new ArrayList<>();
    for (Map.Entry<Monomial, BigDecimal> term : difference.terms().entrySet()) {
      if (term.getKey().degree() > 0) {
        BigDecimal c = term.getValue();
        variables.add(variable(term.getKey()));
        coefficients.add(sign == Sign.TURNED ? c.negate() : c);
      }
    }
    BigDecimal constant = difference.constant();
    return Comparison.of(
        inequality(
            variables, coefficients, sign == Sign.TURNED ? constant : constant.negate(), strict));
  }

  private Factor variable(Monomial monomial) throws RefusedException {
    List<Factor> factors = new ArrayList<>(monomial.degree());
    for (Element element : monomial.factors()) {
      int index = order.index(element);
      factors.add(
          order.isInput(element) ? new Factor(true, freeOfInput[index]) : new Factor(false, index));
    }
    return factors.size() == 1
        ? factors.get(0)
        : new Factor(false, order.outputs() + number(new Product(factors)));
  }

  private int number(Product product) throws RefusedException {
    Integer known = products.putIfAbsent(product, products.size());
    if (known != null) {
      return known;
    }
    room.require(products.size(), PRODUCT_BYTES, "different products of variables");
    return products.size() - 1;
  }

  private static LinearInequality inequality(
      List<Factor> variables, List<BigDecimal> coefficients, BigDecimal rhs, boolean strict) {
    int inputs = (int) variables.stream().filter(Factor::isInput).count();
    int[][] indices = {new int[inputs], new int[variables.size() - inputs]};
    BigDecimal[][] values = {new BigDecimal[inputs], new BigDecimal[variables.size() - inputs]};
    int[] at = new int[2];
    for (int k = 0; k < variables.size(); k++) {
      int side = variables.get(k).isInput() ? 0 : 1;
      indices[side][at[side]] = variables.get(k).index();
      values[side][at[side]++] = coefficients.get(k);
    }
    return new LinearInequality(indices[0], values[0], indices[1], values[1], rhs, strict);
  }
}
