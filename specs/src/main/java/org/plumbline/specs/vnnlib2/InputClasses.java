package org.plumbline.specs.vnnlib2;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Inputs that every point of a property has equal, because an assertion says so: one free input
 * stands for each class. Classes are kept in a forest with path halving (Tarjan and van Leeuwen,
 * 1984); the first input of a class is its root, so free inputs are in the order of inputs.
 */
final class InputClasses {
  private final int[] parent;

  private InputClasses(int inputs) {
    parent = new int[inputs];
    for (int i = 0; i < inputs; i++) {
      parent[i] = i;
    }
  }

  /** The free input of each input. */
  static int[] freeOfInput(List<Formula> conjuncts, ElementOrder order) {
    InputClasses classes = new InputClasses(order.inputs());
    for (Formula conjunct : conjuncts) {
      if (conjunct instanceof Formula.Comparison comparison
          && comparison.relation() == Relation.EQUAL) {
        classes.merge(comparison.difference(), order);
      }
    }
    return classes.numbered();
  }

  /** Where the difference is c·a − c·b. */
  private void merge(Polynomial difference, ElementOrder order) {
    if (difference.terms().size() != 2) {
      return;
    }
    List<Integer> inputs = new ArrayList<>(2);
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<Monomial, BigDecimal> term : difference.terms().entrySet()) {
      List<Element> factors = term.getKey().factors();
      if (factors.size() != 1 || !order.isInput(factors.get(0))) {
        return;
      }
      inputs.add(order.index(factors.get(0)));
      sum = sum.add(term.getValue());
    }
    if (sum.signum() == 0) {
      merge(root(inputs.get(0)), root(inputs.get(1)));
    }
  }

  private void merge(int a, int b) {
    parent[Math.max(a, b)] = Math.min(a, b);
  }

  private int root(int input) {
    int at = input;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  private int[] numbered() {
    int[] free = new int[parent.length];
    int count = 0;
    for (int i = 0; i < free.length; i++) {
      int root = root(i);
      free[i] = root == i ? count++ : free[root];
    }
    return free;
  }
}
