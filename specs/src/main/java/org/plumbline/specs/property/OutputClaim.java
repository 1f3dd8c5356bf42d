package org.plumbline.specs.property;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The claim that a union of unsafe polyhedra makes, in words. Knows the common shapes: one class
 * wins, one class never wins, outputs stay within limits; lists the unsafe behaviour otherwise.
 */
final class OutputClaim {
  private static final int LISTED = 6;

  private OutputClaim() {}

  static String of(List<Polyhedron> unsafe, int outputs) {
    if (unsafe.isEmpty()) {
      return "nothing is unsafe";
    }
    String claim = null;
    if (unsafe.stream().allMatch(polyhedron -> polyhedron.inequalities().size() == 1)) {
      List<LinearInequality> alternatives =
          unsafe.stream().map(polyhedron -> polyhedron.inequalities().get(0)).toList();
      claim = winner(alternatives, outputs);
      claim = claim == null ? limits(alternatives) : claim;
    } else if (unsafe.size() == 1) {
      claim = neverFirst(unsafe.get(0).inequalities(), outputs);
    }
    return claim == null ? listing(unsafe) : claim;
  }

  /** Unsafe: Y_a ≤ Y_j for some j, the a the same throughout; or Y_j ≤ Y_b, the b the same. */
  private static String winner(List<LinearInequality> alternatives, int outputs) {
    Orders orders = Orders.of(alternatives);
    if (orders == null) {
      return null;
    }
    boolean tieAllowed = orders.strict();
    if (orders.smaller().size() == 1) {
      int winner = orders.smaller().iterator().next();
      return orders.larger().size() == outputs - 1 && outputs > 2
          ? "class "
              + winner
              + (tieAllowed
                  ? " is never beaten: no other output exceeds Y_"
                  : " is never beaten or tied by another class: no other output reaches Y_")
              + winner
          : "Y_"
              + winner
              + (tieAllowed ? " is at least " : " stays above ")
              + names(orders.larger());
    }
    if (orders.larger().size() == 1) {
      int loser = orders.larger().iterator().next();
      return orders.smaller().size() == outputs - 1
          ? "Y_" + loser + (tieAllowed ? " is a smallest output" : " is the smallest output, alone")
          : "Y_"
              + loser
              + (tieAllowed ? " is at most " : " stays below ")
              + names(orders.smaller());
    }
    return null;
  }

  /** Unsafe: all of Y_j ≤ Y_b (b first), or all of Y_a ≤ Y_j (a last). */
  private static String neverFirst(List<LinearInequality> together, int outputs) {
    Orders orders = Orders.of(together);
    if (orders == null) {
      return null;
    }
    String alone = orders.strict() ? " alone" : "";
    if (orders.larger().size() == 1) {
      int first = orders.larger().iterator().next();
      return "Y_" + first + " is never the largest" + alone + among(orders.smaller(), outputs);
    }
    if (orders.smaller().size() == 1) {
      int last = orders.smaller().iterator().next();
      return "Y_" + last + " is never the smallest" + alone + among(orders.larger(), outputs);
    }
    return null;
  }

  private static String among(Set<Integer> rivals, int outputs) {
    return rivals.size() == outputs - 1 ? " output" : " in comparison with " + names(rivals);
  }

  /** Unsafe: single outputs beyond a constant. */
  private static String limits(List<LinearInequality> alternatives) {
    Map<Integer, List<String>> byOutput = new TreeMap<>();
    for (LinearInequality unsafe : alternatives) {
      if (unsafe.speaksOfInputs() || unsafe.outputIndices().length != 1) {
        return null;
      }
      BigDecimal coefficient = unsafe.outputCoefficients()[0];
      BigDecimal limit = unsafe.rhs().divide(coefficient, 34, RoundingMode.HALF_EVEN);
      String side =
          coefficient.signum() < 0
              ? (unsafe.strict() ? "at most " : "below ")
              : (unsafe.strict() ? "at least " : "above ");
      byOutput
          .computeIfAbsent(unsafe.outputIndices()[0], j -> new ArrayList<>())
          .add(side + PropertyDescription.number(limit));
    }
    List<String> claims = new ArrayList<>();
    byOutput.forEach((j, sides) -> claims.add("Y_" + j + " stays " + String.join(" and ", sides)));
    return "output " + joined(claims, ", ");
  }

  private static String listing(List<Polyhedron> unsafe) {
    List<String> items = new ArrayList<>();
    for (Polyhedron polyhedron : unsafe) {
      List<String> parts = polyhedron.inequalities().stream().map(Object::toString).toList();
      items.add(parts.isEmpty() ? "any behaviour at all" : joined(parts, " and "));
    }
    return unsafe.size() == 1
        ? "it never happens that " + items.get(0)
        : "none of these happens: " + joined(items, "; or ");
  }

  private static String names(Set<Integer> outputs) {
    return joined(outputs.stream().map(j -> "Y_" + j).toList(), ", ");
  }

  private static String joined(List<String> items, String separator) {
    return items.size() <= LISTED
        ? String.join(separator, items)
        : String.join(separator, items.subList(0, LISTED))
            + separator
            + (items.size() - LISTED)
            + " more";
  }

  /** Inequalities that all read Y_smaller ≤ Y_larger (or all {@code <}). */
  private record Orders(Set<Integer> smaller, Set<Integer> larger, boolean strict) {
    static Orders of(List<LinearInequality> inequalities) {
      if (inequalities.isEmpty()) {
        return null;
      }
      Orders orders = new Orders(new TreeSet<>(), new TreeSet<>(), inequalities.get(0).strict());
      for (LinearInequality inequality : inequalities) {
        if (!isOrder(inequality) || inequality.strict() != orders.strict) {
          return null;
        }
        int positive = inequality.outputCoefficients()[0].signum() > 0 ? 0 : 1;
        orders.smaller.add(inequality.outputIndices()[positive]);
        orders.larger.add(inequality.outputIndices()[1 - positive]);
      }
      return orders;
    }

    private static boolean isOrder(LinearInequality inequality) {
      BigDecimal[] c = inequality.outputCoefficients();
      return !inequality.speaksOfInputs()
          && c.length == 2
          && inequality.rhs().signum() == 0
          && c[0].add(c[1]).signum() == 0;
    }
  }
}
