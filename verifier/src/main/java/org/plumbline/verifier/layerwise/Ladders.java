package org.plumbline.verifier.layerwise;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The complete and covering ladder set of a grid, walked in the order of rungs: from every point
 * every manipulation is tried, as completeness asks, until it would leave the region. Ladders meet
 * again and again; a point is handed out once, with the fewest rungs that lead to it. Together the
 * rungs are the whole grid, and the rectangles between a rung and where its manipulations lead
 * cover the region ({@link #covering}).
 *
 * <p>Memory: a bit per point, and the index vectors of one rank.
 */
final class Ladders implements Iterator<List<int[]>> {
  private final Grid grid;
  private final List<Manipulation> manipulations;
  private final BitSet seen = new BitSet();
  private List<int[]> next;

  /**
   * @throws IllegalArgumentException if the grid has more points than can be numbered, or more axes
   *     than {@link Manipulation#MOST_AXES}
   */
  Ladders(Grid grid) {
    if (!grid.isNumbered()) {
      throw new IllegalArgumentException("a grid of " + grid.size() + " points is not enumerated");
    }
    this.grid = grid;
    this.manipulations = Manipulation.all(grid.dimensions());
    this.next = List.of(grid.centre());
    seen.set(grid.number(grid.centre()));
  }

  @Override
  public boolean hasNext() {
    return !next.isEmpty();
  }

  /** The points of the next rank: first the activation itself, of rank 0. */
  @Override
  public List<int[]> next() {
    if (next.isEmpty()) {
      throw new NoSuchElementException("every rung has been handed out");
    }
    List<int[]> rank = next;
    next = new ArrayList<>();
    for (int[] rung : rank) {
      for (Manipulation manipulation : manipulations) {
        manipulation.apply(rung, grid).ifPresent(this::visit);
      }
    }
    return rank;
  }

  private void visit(int[] index) {
    int number = grid.number(index);
    if (!seen.get(number)) {
      seen.set(number);
      next.add(index);
    }
  }

  /** A rung and a manipulation of it whose rectangle has a point of the region in it. */
  record Covering(int[] rung, Manipulation manipulation) {}

  /**
   * @param values one per axis, inside the region; not all axes have one value only
   */
  static Covering covering(Grid grid, double[] values) {
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
