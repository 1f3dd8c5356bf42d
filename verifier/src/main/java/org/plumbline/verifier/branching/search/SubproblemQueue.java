package org.plumbline.verifier.branching.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import org.plumbline.verifier.branching.space.Subproblem;

/**
 * Open subproblems, worst margin first. Past what memory it may take the queue goes on depth-first,
 * which needs memory only in proportion to the depth of the search; ties are broken by age, so that
 * the order is the same in every run with as much memory. Nothing is ever left out.
 */
final class SubproblemQueue {
  private record Entry(Subproblem subproblem, long age) {}

  private final PriorityQueue<Entry> best =
      new PriorityQueue<>(
          Comparator.comparingDouble((Entry e) -> e.subproblem().margin())
              .thenComparingLong(Entry::age));
  private final ArrayDeque<Subproblem> deepest = new ArrayDeque<>();
  private final long limit;
  private long age;
  private long inBest;
  private long inDeepest;
  private long most;

  /**
   * @param limit bytes of the subproblems kept in best-first order
   */
  SubproblemQueue(long limit) {
    this.limit = limit;
  }

  /** May take an eighth of what Java may have: two searches that take turns have two queues. */
  static SubproblemQueue ofJava() {
    return new SubproblemQueue(Runtime.getRuntime().maxMemory() / 8);
  }

  void add(Subproblem subproblem) {
    long bytes = subproblem.bytes();
    if (best.isEmpty() || inBest + bytes <= limit) {
      best.add(new Entry(subproblem, age++));
      inBest += bytes;
    } else {
      deepest.push(subproblem);
      inDeepest += bytes;
      most = Math.max(most, inBest + inDeepest);
    }
  }

  /** Removes up to {@code count} subproblems. */
  List<Subproblem> poll(int count) {
    List<Subproblem> batch = new ArrayList<>(count);
    while (batch.size() < count && !deepest.isEmpty()) {
      Subproblem newest = deepest.pop();
      inDeepest -= newest.bytes();
      batch.add(newest);
    }
    while (batch.size() < count && !best.isEmpty()) {
      Subproblem worst = best.poll().subproblem();
      inBest -= worst.bytes();
      batch.add(worst);
    }
    return batch;
  }

  /** What it means for the search that its subproblems did not fit, if they ever did not. */
  Optional<String> overflow() {
    return most == 0
        ? Optional.empty()
        : Optional.of(
            "the open parts took up to "
                + mebibytes(most)
                + "; what is beyond "
                + mebibytes(limit)
                + ", an eighth of Java's memory (-Xmx gives it more), was searched depth first");
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MiB", (double) bytes / (1 << 20));
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
