package org.plumbline.verifier.conflicts;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes true what follows, constraint by constraint, until nothing does or one is broken. Rows keep
 * their sums; a learnt conflict is looked at when one of two watched literals becomes true, which
 * are not true as long as others are not.
 */
final class Propagation {
  private final Trail trail;
  private final List<List<Occurrence>> occurrences = new ArrayList<>();
  private final List<List<Constraint>> watching = new ArrayList<>();
  private int done;

  /** A row that a literal swings in. */
  private record Occurrence(Constraint row, double swing) {}

  Propagation(Trail trail, int variables) {
    this.trail = trail;
    for (int literal = 0; literal < 2 * variables; literal++) {
      occurrences.add(new ArrayList<>());
      watching.add(new ArrayList<>());
    }
  }

  /**
   * Adds a row, when nothing is true.
   *
   * @return whether it is not broken at once
   */
  boolean addRow(Constraint row) {
    for (int e = 0; e < row.literals().length; e++) {
      occurrences.get(row.literals()[e]).add(new Occurrence(row, row.swing(e)));
    }
    return !row.isBroken();
  }

  /** Makes true what rows say before anything else is; a row that is broken, or null. */
  Constraint followRows(List<Constraint> rows) {
    for (Constraint row : rows) {
      if (!follow(row)) {
        return row;
      }
    }
    return null;
  }

  /**
   * Adds a learnt conflict, when all that follows was made true. Its first literal is open, and
   * none of the others became true later than the second one, if that is true.
   */
  void addConflict(Constraint conflict) {
    int[] literals = conflict.literals();
    if (literals.length > 1) {
      watching.get(literals[0]).add(conflict);
      watching.get(literals[1]).add(conflict);
    }
    if (literals.length == 1 || trail.isTrue(literals[1])) {
      trail.push(Ends.not(literals[0]), conflict);
    }
  }

  /** A constraint that is broken, or null. */
  Constraint run() {
    while (done < trail.size()) {
      int literal = trail.literal(done++);
      List<Occurrence> some = occurrences.get(literal);
      some.forEach(occurrence -> occurrence.row().take(occurrence.swing()));
      for (Occurrence occurrence : some) {
        if (!follow(occurrence.row())) {
          return occurrence.row();
        }
      }
      Constraint broken = followConflicts(literal);
      if (broken != null) {
        return broken;
      }
    }
    return null;
  }

  /** Makes false what a row forbids; false if it is broken. */
  private boolean follow(Constraint row) {
    if (row.isBroken()) {
      return false;
    }
    int[] literals = row.literals();
    for (int e = 0; e < literals.length && row.forbids(row.swing(e)); e++) {
      if (trail.isOpen(literals[e] >> 1)) {
        trail.push(Ends.not(literals[e]), row);
      }
    }
    return true;
  }

  /**
   * Looks at the conflicts that watch a literal, which became true; one that is broken, or null.
   */
  private Constraint followConflicts(int literal) {
    List<Constraint> watchers = watching.get(literal);
    Constraint broken = null;
    int kept = 0;
    for (int w = 0; w < watchers.size(); w++) {
      Constraint conflict = watchers.get(w);
      if (broken == null && conflict.watchAnother(literal, trail)) {
        watching.get(conflict.literals()[1]).add(conflict);
        continue;
      }
      watchers.set(kept++, conflict);
      int other = conflict.literals()[0];
      if (broken == null && trail.isTrue(other)) {
        broken = conflict;
      } else if (broken == null && trail.isOpen(other >> 1)) {
        trail.push(Ends.not(other), conflict);
      }
    }
    watchers.subList(kept, watchers.size()).clear();
    return broken;
  }

  /** Undoes the last literal. */
  int undo() {
    int literal = trail.pop();
    if (trail.size() < done) {
      done = trail.size();
      occurrences.get(literal).forEach(occurrence -> occurrence.row().take(-occurrence.swing()));
    }
    return literal;
  }
}
