package org.plumbline.verifier.conflicts;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A sum of swings that may not exceed a slack: a literal swings where it is true. Of a row they are
 * what each input adds at its dearer end, the slack being what is left with all at the cheaper one;
 * of a learnt conflict of n literals all are 1, and the slack is n − 1.
 */
final class Constraint {
  /** Share of all swings that a row is not followed within: near an end is not at it. */
  private static final double TOLERANCE = 4 * Ends.NEAR;

  private final boolean isRow;
  private final int index;
  private final int[] literals;
  private final double[] swings;
  private final double slack;
  private final double tolerance;
  private double left;

  private Constraint(
      boolean isRow, int index, int[] literals, double[] swings, double slack, double tolerance) {
    this.isRow = isRow;
    this.index = index;
    this.literals = literals;
    this.swings = swings;
    this.slack = slack;
    this.tolerance = tolerance;
    this.left = slack;
  }

  static Constraint of(LinearRow row, int index, Ends ends, int[] variableOf) {
    double[] low = ends.box().lower();
    double[] high = ends.box().upper();
    int n = row.inputs().length;
    double slack = row.limit();
    double size = Math.abs(slack);
    double all = 0;
    double[] swing = new double[n];
    for (int e = 0; e < n; e++) {
      int j = row.inputs()[e];
      double a = row.coefficients()[e];
      slack -= a > 0 ? a * low[j] : a * high[j];
      size += Math.abs(a) * Math.max(Math.abs(low[j]), Math.abs(high[j]));
      swing[e] = variableOf[j] < 0 ? 0 : Math.abs(a) * (high[j] - low[j]);
      all += swing[e];
    }
    int[] order =
        IntStream.range(0, n)
            .filter(e -> swing[e] > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(e -> -swing[e]))
            .mapToInt(e -> e)
            .toArray();
    int[] literals = new int[order.length];
    double[] swings = new double[order.length];
    for (int e = 0; e < order.length; e++) {
      int at = order[e];
      int variable = variableOf[row.inputs()[at]];
      literals[e] = 2 * variable + (row.coefficients()[at] > 0 ? 1 : 0);
      swings[e] = swing[at];
    }
    double tolerance = TOLERANCE * (all + Math.ulp(size) * (n + 1L) / Ends.NEAR);
    return new Constraint(true, index, literals, swings, slack, tolerance);
  }

  static Constraint of(LearntConflict conflict, int index) {
    int[] literals = conflict.literals().clone();
    double[] swings = new double[literals.length];
    Arrays.fill(swings, 1);
    return new Constraint(false, index, literals, swings, literals.length - 1, 0.5);
  }

  /**
   * Of a conflict: puts a watched literal that became true second, and watches one that is not true
   * in its place.
   *
   * @return whether there is one; where the other watched one is false, none is looked for
   */
  boolean watchAnother(int watched, Trail trail) {
    if (literals[0] == watched) {
      swap(0, 1);
    }
    for (int e = 2; !trail.isFalse(literals[0]) && e < literals.length; e++) {
      if (!trail.isTrue(literals[e])) {
        swap(1, e);
        return true;
      }
    }
    return false;
  }

  private void swap(int one, int other) {
    int literal = literals[one];
    literals[one] = literals[other];
    literals[other] = literal;
  }

  /** Each once: those of a row by swings descending, the first two of a conflict are watched. */
  int[] literals() {
    return literals;
  }

  double swing(int e) {
    return swings[e];
  }

  /** A literal that swings became true, or (with a negative swing) is no more. */
  void take(double swing) {
    left -= swing;
  }

  boolean isBroken() {
    return left < -tolerance;
  }

  /** Whether a literal with this swing would break it. */
  boolean forbids(double swing) {
    return swing > left + tolerance;
  }

  /** Whether it is a learnt conflict of one literal. */
  boolean isUnit() {
    return !isRow && literals.length == 1;
  }

  int index() {
    return index;
  }

  LearntConflict.Reason reason(int variable) {
    return new LearntConflict.Reason(isRow, index, variable);
  }

  /**
   * True literals that together forbid one that swings, or that break it.
   *
   * @param trail the literals that were true when it was seen are those before a position
   * @param variable that a value was forced on, or −1 for a conflict
   */
  void explain(Trail trail, int variable, List<Integer> to) {
    int before = variable < 0 ? Integer.MAX_VALUE : trail.position(variable);
    double end = -tolerance;
    for (int e = 0; variable >= 0 && e < literals.length; e++) {
      if (literals[e] >> 1 == variable) {
        end = swings[e] - tolerance;
      }
    }
    double rest = slack;
    for (int e = 0; e < literals.length && rest >= end; e++) {
      if (trail.isTrue(literals[e]) && trail.position(literals[e] >> 1) < before) {
        rest -= swings[e];
        to.add(literals[e]);
      }
    }
  }
}
