package org.plumbline.verifier.branching.parts;

import java.util.ArrayList;
import java.util.List;

/** What became of the parts of a search, for reports. */
public final class PartTally {
  private int cut;
  private int again;
  private int failed;
  private int here;
  private final List<Long> evaluated = new ArrayList<>();

  synchronized void begun(int parts) {
    cut = parts;
  }

  synchronized void ended(long subproblems) {
    evaluated.add(subproblems);
  }

  synchronized void cutAgain() {
    again++;
  }

  synchronized void failed() {
    failed++;
  }

  synchronized void searchedHere() {
    here++;
  }

  /** Parts that the search was cut into; 0 if it ended before. */
  public synchronized int cut() {
    return cut;
  }

  /** How often a part was cut again. */
  public synchronized int again() {
    return again;
  }

  /** How often a worker failed. */
  public synchronized int failures() {
    return failed;
  }

  /** Parts that no worker answered. */
  public synchronized int here() {
    return here;
  }

  /** Subproblems of each part, in the order in which they ended; one cut again counts anew. */
  public synchronized List<Long> evaluated() {
    return List.copyOf(evaluated);
  }
}
