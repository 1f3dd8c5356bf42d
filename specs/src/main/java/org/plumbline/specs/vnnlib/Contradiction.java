package org.plumbline.specs.vnnlib;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.plumbline.specs.property.LinearInequality;

/**
 * Comparisons that cannot hold together, whatever the variables are: one says that a form is at
 * most a number, and another that it is at least a greater one.
 */
final class Contradiction {
  private Contradiction() {}

  /** Whether two of the rows exclude each other. */
  static boolean isIn(List<LinearInequality> rows) {
    if (rows.size() < 2) {
      return false;
    }
    Map<LinearInequality, LinearInequality> tightest = new HashMap<>();
    for (LinearInequality row : rows) {
      tightest.merge(form(row), row, Contradiction::tighter);
    }
    for (Map.Entry<LinearInequality, LinearInequality> entry : tightest.entrySet()) {
      LinearInequality other = tightest.get(entry.getKey().opposite());
      if (other != null && excludes(entry.getValue(), other)) {
        return true;
      }
    }
    return false;
  }

  /** {@code form ≤ r} and {@code −form ≤ s} want {@code −s ≤ form ≤ r}. */
  private static boolean excludes(LinearInequality row, LinearInequality opposite) {
    int sign = row.rhs().add(opposite.rhs()).signum();
    return sign < 0 || sign == 0 && (row.strict() || opposite.strict());
  }

  private static LinearInequality tighter(LinearInequality left, LinearInequality right) {
    int order = left.rhs().compareTo(right.rhs());
    return order < 0 || order == 0 && left.strict() ? left : right;
  }

  /** Stands for all rows about one form. */
  private static LinearInequality form(LinearInequality row) {
    return new LinearInequality(
        row.inputIndices(),
        row.inputCoefficients(),
        row.outputIndices(),
        row.outputCoefficients(),
        BigDecimal.ZERO,
        false);
  }
}
