package org.plumbline.verifier.branching.parts;

import java.util.ArrayList;
import java.util.List;

/** Which parts take too long, counted in subproblems and not in seconds. */
final class PartPace {
  /** A part that takes so many times the median is cut again. */
  private static final int TIMES = 3;

  /** Parts whose median says something. */
  private static final int FEWEST = 3;

  /** A smaller part is not worth it. */
  private static final long LEAST = 200;

  private final List<Long> ended = new ArrayList<>();

  /** A part was proved. */
  void ended(long subproblems) {
    ended.add(subproblems);
  }

  /**
   * Whether a part should be cut again.
   *
   * @param subproblems that were looked at in it so far
   * @param isIdle whether a worker has nothing to do: then one that takes as long as the median
   *     does is long enough
   */
  boolean isLong(long subproblems, boolean isIdle) {
    if (ended.size() < FEWEST) {
      return false;
    }
    List<Long> sorted = ended.stream().sorted().toList();
    long median = sorted.get(sorted.size() / 2);
    return subproblems > Math.max(LEAST, (isIdle ? 1 : TIMES) * median);
  }
}
