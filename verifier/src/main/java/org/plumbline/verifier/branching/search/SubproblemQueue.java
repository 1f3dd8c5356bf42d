package org.plumbline.verifier.branching.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.plumbline.verifier.branching.space.Subproblem;

/**
 * Open subproblems, worst margin first. Past its limit the queue goes on depth-first, which needs
 * memory only in proportion to the depth of the search; ties are broken by age, so that the order
 * is the same in every run.
 */
final class SubproblemQueue {
  private record Entry(Subproblem subproblem, long age) {}

  private final PriorityQueue<Entry> best =
      new PriorityQueue<>(
          Comparator.comparingDouble((Entry e) -> e.subproblem().margin())
              .thenComparingLong(Entry::age));
  private final ArrayDeque<Subproblem> deepest = new ArrayDeque<>();
  private final int limit;
  private long age;

  /**
   * @param limit subproblems kept in best-first order
   */
  SubproblemQueue(int limit) {
    this.limit = limit;
  }

  void add(Subproblem subproblem) {
    if (best.size() < limit) {
      best.add(new Entry(subproblem, age++));
    } else {
      deepest.push(subproblem);
    }
  }

  /** Removes up to {@code count} subproblems. */
  List<Subproblem> poll(int count) {
    List<Subproblem> batch = new ArrayList<>(count);
    while (batch.size() < count && !deepest.isEmpty()) {
      batch.add(deepest.pop());
    }
    while (batch.size() < count && !best.isEmpty()) {
      batch.add(best.poll().subproblem());
    }
    return batch;
  }

  /** The worst margin in best-first order; the queue must not be empty. */
  double worstMargin() {
    return best.element().subproblem().margin();
  }

  /** What the worst subproblem misses by, where all are in best-first order; else infinite. */
  double miss() {
    return isEmpty() ? 0 : deepest.isEmpty() ? -worstMargin() : Double.POSITIVE_INFINITY;
  }

  int size() {
    return best.size() + deepest.size();
  }

  boolean isEmpty() {
    return size() == 0;
  }
}
