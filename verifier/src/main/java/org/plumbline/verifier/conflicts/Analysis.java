package org.plumbline.verifier.conflicts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.plumbline.verifier.conflicts.LearntConflict.Reason;

/**
 * What a broken constraint teaches. Literals of the last level are replaced by what they follow
 * from, the latest first, until one is left (the first unique implication point): it and those of
 * lower levels do not hold together. Those that follow from the others are left out.
 */
final class Analysis {
  private final Trail trail;
  private final VariableOrder order;
  private final int[] unitOf;
  private final boolean[] isSeen;

  /**
   * @param unitOf the learnt conflict that a variable has its value by, where that is so forever
   */
  Analysis(Trail trail, VariableOrder order, int[] unitOf) {
    this.trail = trail;
    this.order = order;
    this.unitOf = unitOf;
    this.isSeen = new boolean[unitOf.length];
  }

  /** The level that a broken constraint is of, where its literals became true. */
  int level(Constraint broken) {
    return explanation(broken, -1).stream()
        .mapToInt(literal -> trail.level(literal >> 1))
        .max()
        .orElse(0);
  }

  /**
   * Of a constraint that is of the last level. The newest literal comes first, then one of the
   * level to go back to, if there are others.
   */
  LearntConflict learn(Constraint broken) {
    List<Integer> lower = new ArrayList<>();
    List<Integer> touched = new ArrayList<>();
    int open = see(explanation(broken, -1), lower, touched);
    int at = trail.size() - 1;
    while (true) {
      while (!isSeen[trail.literal(at) >> 1]) {
        at--;
      }
      int variable = trail.literal(at) >> 1;
      if (open == 1) {
        break;
      }
      isSeen[variable] = false;
      open += see(explanation(trail.reason(variable), variable), lower, touched) - 1;
      at--;
    }
    int newest = trail.literal(at);
    List<Integer> kept = new ArrayList<>(lower);
    kept.removeIf(this::follows);
    touched.forEach(variable -> isSeen[variable] = false);
    kept.sort(Comparator.comparingInt(literal -> -trail.level(literal >> 1)));
    kept.add(0, newest);
    int[] literals = kept.stream().mapToInt(literal -> literal).toArray();
    return new LearntConflict(literals, reasons(broken, literals));
  }

  /** Why a variable has its value on the lowest level, where all else has a conflict for that. */
  List<Reason> reasonsForever(Constraint why, int variable) {
    List<Reason> reasons = new ArrayList<>();
    for (int literal : explanation(why, variable)) {
      reasons.add(new Reason(false, unitOf[literal >> 1], -1));
    }
    reasons.add(why.reason(-1));
    return reasons;
  }

  private List<Integer> explanation(Constraint why, int variable) {
    List<Integer> literals = new ArrayList<>();
    why.explain(trail, variable, literals);
    return literals;
  }

  /** Marks literals; how many are new and of the last level. */
  private int see(List<Integer> literals, List<Integer> lower, List<Integer> touched) {
    int open = 0;
    for (int literal : literals) {
      int variable = literal >> 1;
      if (isSeen[variable] || trail.level(variable) == 0) {
        continue;
      }
      isSeen[variable] = true;
      touched.add(variable);
      order.bump(variable);
      if (trail.level(variable) == trail.levels()) {
        open++;
      } else {
        lower.add(literal);
      }
    }
    return open;
  }

  /** Whether a literal of a lower level follows from others that are kept, or were. */
  private boolean follows(int literal) {
    int variable = literal >> 1;
    Constraint why = trail.reason(variable);
    return why != null
        && explanation(why, variable).stream()
            .allMatch(other -> trail.level(other >> 1) == 0 || isSeen[other >> 1]);
  }

  /** All that was used between the literals of a conflict and what they break, oldest first. */
  private List<Reason> reasons(Constraint broken, int[] literals) {
    boolean[] isDone = new boolean[isSeen.length];
    for (int literal : literals) {
      isDone[literal >> 1] = true;
    }
    List<Integer> used = new ArrayList<>();
    List<Integer> left = explanation(broken, -1);
    while (!left.isEmpty()) {
      int variable = left.remove(left.size() - 1) >> 1;
      if (!isDone[variable]) {
        isDone[variable] = true;
        used.add(variable);
        if (trail.level(variable) > 0) {
          left.addAll(explanation(trail.reason(variable), variable));
        }
      }
    }
    used.sort(Comparator.comparingInt(trail::position));
    List<Reason> reasons = new ArrayList<>();
    for (int variable : used) {
      reasons.add(
          trail.level(variable) > 0
              ? trail.reason(variable).reason(variable)
              : new Reason(false, unitOf[variable], -1));
    }
    reasons.add(broken.reason(-1));
    return reasons;
  }
}
