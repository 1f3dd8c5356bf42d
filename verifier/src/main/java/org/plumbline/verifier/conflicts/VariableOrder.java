package org.plumbline.verifier.conflicts;

/** Which variable is decided next: the one that conflicts of late were about, at its last value. */
final class VariableOrder {
  private static final double DECAY = 0.95;
  private static final double MOST = 1e100;

  private final double[] score;
  private final int[] last;
  private double step = 1;

  /** Begins with what the rows say: variables of short rows, at the end that these like better. */
  VariableOrder(int variables, Iterable<Constraint> rows) {
    score = new double[variables];
    last = new int[variables];
    double[] dearer = new double[2 * variables];
    for (Constraint row : rows) {
      double weight = Math.pow(0.5, row.literals().length);
      for (int literal : row.literals()) {
        score[literal >> 1] += weight;
        dearer[literal] += weight;
      }
    }
    for (int v = 0; v < variables; v++) {
      last[v] = dearer[2 * v + 1] > dearer[2 * v] ? 2 * v : 2 * v + 1;
    }
  }

  void bump(int variable) {
    score[variable] += step;
  }

  /** After each conflict. */
  void decay() {
    step /= DECAY;
    if (step > MOST) {
      step /= MOST;
      for (int v = 0; v < score.length; v++) {
        score[v] /= MOST;
      }
    }
  }

  void remember(int literal) {
    last[literal >> 1] = literal;
  }

  /** A literal of the best open variable, or −1 if none is open. */
  int next(Trail trail) {
    int best = -1;
    for (int v = 0; v < score.length; v++) {
      if (trail.isOpen(v) && (best < 0 || score[v] > score[best])) {
        best = v;
      }
    }
    return best < 0 ? -1 : last[best];
  }
}
