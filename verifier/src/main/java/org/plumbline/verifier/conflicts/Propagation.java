package org.plumbline.verifier.conflicts;

import java.util.ArrayList;
import java.util.List;

/** Makes true what follows, constraint by constraint, until nothing does or one is broken. */
final class Propagation {
  private final Trail trail;
  private final List<List<Occurrence>> occurrences = new ArrayList<>();
  private int done;

  /** A constraint that a literal swings in. */
  private record Occurrence(Constraint constraint, double swing) {}

  Propagation(Trail trail, int variables) {
    this.trail = trail;
    for (int literal = 0; literal < 2 * variables; literal++) {
      occurrences.add(new ArrayList<>());
    }
  }

  /**
   * Adds a constraint, when all that follows was made true.
   *
   * @return whether it is not broken at once
   */
  boolean add(Constraint constraint) {
    for (int e = 0; e < constraint.literals().length; e++) {
      int literal = constraint.literals()[e];
      occurrences.get(literal).add(new Occurrence(constraint, constraint.swing(e)));
      if (trail.isTrue(literal) && trail.position(literal >> 1) < done) {
        constraint.take(constraint.swing(e));
      }
    }
    return follow(constraint);
  }

  /** A constraint that is broken, or null. */
  Constraint run() {
    while (done < trail.size()) {
      List<Occurrence> some = occurrences.get(trail.literal(done++));
      some.forEach(occurrence -> occurrence.constraint().take(occurrence.swing()));
      for (Occurrence occurrence : some) {
        if (!follow(occurrence.constraint())) {
          return occurrence.constraint();
        }
      }
    }
    return null;
  }

  /** Makes false what a constraint forbids; false if it is broken. */
  private boolean follow(Constraint constraint) {
    if (constraint.isBroken()) {
      return false;
    }
    int[] literals = constraint.literals();
    for (int e = 0; e < literals.length && constraint.forbids(constraint.swing(e)); e++) {
      if (trail.isOpen(literals[e] >> 1)) {
        trail.push(Ends.not(literals[e]), constraint);
      }
    }
    return true;
  }

  /** Undoes the last literal. */
  int undo() {
    int literal = trail.pop();
    if (trail.size() < done) {
      done = trail.size();
      occurrences
          .get(literal)
          .forEach(occurrence -> occurrence.constraint().take(-occurrence.swing()));
    }
    return literal;
  }
}
