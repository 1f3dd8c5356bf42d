package org.plumbline.verifier.dlv.grid;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The rungs of the complete and covering ladder set of a grid, by rank, each once. Completeness
 * asks that every manipulation is tried at every rung until it would leave the region; ladders meet
 * again and again, and what they reach by r rungs and no fewer are the points that are r steps from
 * the activation along some axis and at most r along the others. Together the rungs are the whole
 * grid, and the rectangles between a rung and where its manipulations lead cover the region ({@link
 * #covering}).
 *
 * <p>Points of a rank come by the first axis that is r steps away; before it the others are nearer.
 */
public final class Ladders implements Iterator<int[]> {
  private final Grid grid;
  private final int[] centre;
  private final int lastRank;
  private int rank;
  private int far = -1;
  private boolean isUp;
  private int[] next;

  public Ladders(Grid grid) {
    this.grid = grid;
    this.centre = grid.centre();
    int last = 0;
    for (int a = 0; a < centre.length; a++) {
      last = Math.max(last, Math.max(centre[a], size(a) - 1 - centre[a]));
    }
    this.lastRank = last;
    this.next = centre.clone();
  }

  private int size(int axis) {
    return grid.axes().get(axis).size();
  }

  /** Rungs that the shortest ladder to the next point has. */
  public int rank() {
    return rank;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public int[] next() {
    if (next == null) {
      throw new NoSuchElementException("every rung has been handed out");
    }
    int[] rung = next.clone();
    if (!stepWithinBlock()) {
      nextBlock();
    }
    return rung;
  }

  /** Lowest index of an axis in the present block: the points of a rank with one farthest axis. */
  private int lowest(int axis) {
    return axis == far ? next[axis] : Math.max(0, centre[axis] - reach(axis));
  }

  private int highest(int axis) {
    return axis == far ? next[axis] : Math.min(size(axis) - 1, centre[axis] + reach(axis));
  }

  private int reach(int axis) {
    return axis < far ? rank - 1 : rank;
  }

  private boolean stepWithinBlock() {
    for (int a = next.length - 1; a >= 0; a--) {
      if (next[a] < highest(a)) {
        next[a]++;
        return true;
      }
      next[a] = lowest(a);
    }
    return false;
  }

  private void nextBlock() {
    while (advance()) {
      int end = isUp ? centre[far] + rank : centre[far] - rank;
      if (end >= 0 && end < size(far)) {
        next[far] = end;
        for (int a = 0; a < next.length; a++) {
          next[a] = lowest(a);
        }
        return;
      }
    }
    next = null;
  }

  /** To the next sign, axis or rank; false after the last. */
  private boolean advance() {
    if (far >= 0 && !isUp) {
      isUp = true;
      return true;
    }
    isUp = false;
    far++;
    if (rank == 0 || far == next.length) {
      rank++;
      far = 0;
    }
    return rank <= lastRank;
  }

  /** A rung and a manipulation of it whose rectangle has a point of the region in it. */
  public record Covering(int[] rung, Manipulation manipulation) {}

  /**
   * @param values one per axis, inside the region; not all axes have one value only
   */
  public static Covering covering(Grid grid, double[] values) {
    int[] rung = new int[values.length];
    int[] direction = new int[values.length];
    for (int a = 0; a < values.length; a++) {
      double[] steps = grid.axes().get(a).values();
      direction[a] = steps.length > 1 ? 1 : 0;
      while (rung[a] + 2 < steps.length && steps[rung[a] + 1] < values[a]) {
        rung[a]++;
      }
    }
    return new Covering(rung, new Manipulation(direction));
  }
}
