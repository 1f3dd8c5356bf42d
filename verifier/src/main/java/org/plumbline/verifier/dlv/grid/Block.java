package org.plumbline.verifier.dlv.grid;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.plumbline.network.interval.Box;

/**
 * Cells of a grid, between two of its points.
 *
 * @param from index vector of the lower point
 * @param to index vector of the upper point
 */
public record Block(int[] from, int[] to) {
  /** All cells of a grid. */
  public static Block whole(Grid grid) {
    return new Block(
        new int[grid.dimensions()],
        grid.axes().stream().mapToInt(axis -> axis.size() - 1).toArray());
  }

  /** The box they fill in a region. */
  public Box box(Grid grid, Region region) {
    double[] lower = region.box().lower().clone();
    double[] upper = region.box().upper().clone();
    for (int a = 0; a < from.length; a++) {
      Axis axis = grid.axes().get(a);
      lower[axis.dimension()] = axis.values()[from[a]];
      upper[axis.dimension()] = axis.values()[to[a]];
    }
    return new Box(lower, upper);
  }

  public BigInteger cells() {
    BigInteger cells = BigInteger.ONE;
    for (int a = 0; a < from.length; a++) {
      cells = cells.multiply(BigInteger.valueOf(Math.max(1, to[a] - from[a])));
    }
    return cells;
  }

  /** Along the axis with most cells; empty for a single one. */
  public Optional<List<Block>> halves() {
    int longest = -1;
    for (int a = 0; a < from.length; a++) {
      if (to[a] - from[a] > 1 && (longest < 0 || to[a] - from[a] > to[longest] - from[longest])) {
        longest = a;
      }
    }
    if (longest < 0) {
      return Optional.empty();
    }
    int[] end = to.clone();
    int[] start = from.clone();
    end[longest] = start[longest] = (from[longest] + to[longest]) >>> 1;
    return Optional.of(List.of(new Block(from, end), new Block(start, to)));
  }
}
