package org.plumbline.verifier.conflicts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.plumbline.specs.query.Budget;
import org.plumbline.verifier.conflicts.LearntConflict.Reason;

/**
 * Depth first over the ends of all inputs, as SAT solvers do: what follows from the decisions is
 * propagated through rows and learnt conflicts, every conflict is learnt, and the search goes back
 * to where the new one says something. Deterministic.
 */
final class ConflictSearch {
  /** Conflicts until the first restart; then by Luby's sequence. */
  private static final int RESTART = 64;

  /** Bytes for a literal or reason that is kept. */
  private static final int BYTES = 64;

  private final Trail trail;
  private final Propagation propagation;
  private final VariableOrder order;
  private final Analysis analysis;
  private final List<LearntConflict> learnt = new ArrayList<>();
  private final int[] unitOf;
  private final List<Constraint> rows;
  private long room = Runtime.getRuntime().maxMemory() / 8 / BYTES;
  private int units;

  /** How a search ended. */
  sealed interface End {
    /**
     * Nothing satisfies all rows.
     *
     * @param learnt conflicts, each from those before
     * @param last what is broken by what they say
     */
    record Refuted(List<LearntConflict> learnt, List<Reason> last) implements End {}

    /** A literal for every variable that no row excludes. */
    record Open(int[] literals) implements End {}

    /** Time or memory ran out. */
    record GivenUp(String why) implements End {}
  }

  ConflictSearch(Ends ends, List<LinearRow> linear) {
    int n = ends.count();
    int[] variableOf = new int[ends.box().size()];
    Arrays.fill(variableOf, -1);
    for (int v = 0; v < n; v++) {
      variableOf[ends.inputs()[v]] = v;
    }
    this.rows = new ArrayList<>();
    for (int r = 0; r < linear.size(); r++) {
      rows.add(Constraint.of(linear.get(r), r, ends, variableOf));
    }
    this.trail = new Trail(n);
    this.propagation = new Propagation(trail, n);
    this.order = new VariableOrder(n, rows);
    this.unitOf = new int[n];
    this.analysis = new Analysis(trail, order, unitOf);
  }

  /** Conflicts that were learnt so far. */
  int conflicts() {
    return learnt.size();
  }

  End run(Budget budget) {
    for (Constraint row : rows) {
      if (!propagation.addRow(row)) {
        return refuted(row);
      }
    }
    Constraint first = propagation.followRows(rows);
    if (first != null) {
      return refuted(first);
    }
    long restart = 1;
    long left = RESTART;
    while (true) {
      Constraint broken = propagation.run();
      if (trail.levels() == 0) {
        keepUnits();
      }
      if (broken == null) {
        int next = order.next(trail);
        if (next < 0) {
          return new End.Open(trail.all());
        }
        trail.push(next, null);
        continue;
      }
      backTo(analysis.level(broken));
      if (trail.levels() == 0) {
        return refuted(broken);
      }
      LearntConflict conflict = analysis.learn(broken);
      order.decay();
      room -= conflict.literals().length + (long) conflict.reasons().size();
      if (budget.expired() || room < 0) {
        String why = room < 0 ? "memory for " + learnt.size() + " conflicts" : "time";
        return new End.GivenUp(why + " ran out");
      }
      left--;
      boolean isRestart = left == 0;
      if (isRestart) {
        restart++;
        left = RESTART * luby(restart);
      }
      int[] literals = conflict.literals();
      int back = literals.length == 1 ? 0 : trail.level(literals[1] >> 1);
      backTo(isRestart ? 0 : back);
      Constraint constraint = Constraint.of(conflict, learnt.size());
      learnt.add(conflict);
      propagation.addConflict(constraint);
    }
  }

  private void backTo(int level) {
    while (trail.levels() > level) {
      order.remember(propagation.undo());
    }
  }

  /** What is true on the lowest level is a conflict of one literal, for others to use. */
  private void keepUnits() {
    for (; units < trail.size(); units++) {
      int literal = trail.literal(units);
      int variable = literal >> 1;
      Constraint why = trail.reason(variable);
      if (why.isUnit()) {
        unitOf[variable] = why.index();
        continue;
      }
      unitOf[variable] = learnt.size();
      learnt.add(
          new LearntConflict(
              new int[] {Ends.not(literal)}, analysis.reasonsForever(why, variable)));
    }
  }

  private End refuted(Constraint broken) {
    keepUnits();
    return new End.Refuted(List.copyOf(learnt), analysis.reasonsForever(broken, -1));
  }

  /** 1, 1, 2, 1, 1, 2, 4, …, from 1. */
  private static long luby(long i) {
    long k = 1;
    while ((1L << k) - 1 < i) {
      k++;
    }
    return (1L << k) - 1 == i ? 1L << (k - 1) : luby(i - (1L << (k - 1)) + 1);
  }
}
