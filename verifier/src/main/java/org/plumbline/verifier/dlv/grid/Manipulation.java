package org.plumbline.verifier.dlv.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * δ_d of the paper: a step of one span down, none or one up along every axis of a grid, not
 * everywhere none.
 *
 * @param direction −1, 0 or 1 per axis; the array is owned by it
 */
public record Manipulation(int[] direction) {
  /** Directions of more axes than this are too many to list. */
  static final int MOST_AXES = 12;

  public Manipulation {
    if (Arrays.stream(direction).anyMatch(d -> d < -1 || d > 1)
        || Arrays.stream(direction).allMatch(d -> d == 0)) {
      throw new IllegalArgumentException("no manipulation: " + Arrays.toString(direction));
    }
  }

  /** All {@code 3^axes − 1} of them. */
  static List<Manipulation> all(int axes) {
    if (axes > MOST_AXES) {
      throw new IllegalArgumentException(
          axes + " axes; the manipulations of more than " + MOST_AXES + " are not listed");
    }
    List<Manipulation> all = new ArrayList<>();
    int count = (int) Math.pow(3, axes);
    for (int code = 0; code < count; code++) {
      int[] direction = new int[axes];
      for (int a = axes - 1, rest = code; a >= 0; a--, rest /= 3) {
        direction[a] = rest % 3 - 1;
      }
      if (Arrays.stream(direction).anyMatch(d -> d != 0)) {
        all.add(new Manipulation(direction));
      }
    }
    return all;
  }

  /** Where it leads from a point; empty if it would leave the grid, and with it the region. */
  public Optional<int[]> apply(int[] index, Grid grid) {
    int[] moved = index.clone();
    for (int a = 0; a < moved.length; a++) {
      moved[a] += direction[a];
      if (moved[a] < 0 || moved[a] >= grid.axes().get(a).size()) {
        return Optional.empty();
      }
    }
    return Optional.of(moved);
  }

  /**
   * Whether manipulations are valid: a point lies in the interior of the rectangles between itself
   * and where they lead. A rectangle that is flat along some axis covers no neighbourhood of it, so
   * that every combination of signs has to be there.
   */
  static boolean areValid(Collection<Manipulation> manipulations, int axes) {
    return manipulations.stream()
            .map(Manipulation::direction)
            .filter(d -> Arrays.stream(d).allMatch(sign -> sign != 0))
            .map(d -> Arrays.stream(d).boxed().toList())
            .distinct()
            .count()
        == 1L << axes;
  }
}
