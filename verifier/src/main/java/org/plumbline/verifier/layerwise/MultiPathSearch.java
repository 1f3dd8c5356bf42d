package org.plumbline.verifier.layerwise;

import java.util.List;

/**
 * Goes on from every point that keeps the class: all rungs of the complete and covering ladder set,
 * rank by rank. At the input layer it finds the violation of the grid that is nearest in the
 * Euclidean norm, and stops at the rank from which on every point is farther away. At other layers,
 * where distances of activations say little about inputs, it stops after the rank of the first one.
 */
final class MultiPathSearch implements Search {
  private final boolean stopsAtFirst;

  private MultiPathSearch(boolean stopsAtFirst) {
    this.stopsAtFirst = stopsAtFirst;
  }

  static MultiPathSearch forNearest() {
    return new MultiPathSearch(false);
  }

  static MultiPathSearch forAny() {
    return new MultiPathSearch(true);
  }

  @Override
  public SearchResult search(SearchState state) {
    Grid grid = state.grid();
    if (!grid.isNumbered() || grid.dimensions() > Manipulation.MOST_AXES) {
      return state.result(false, "a grid of " + grid.size() + " points is not searched as a whole");
    }
    Ladders ladders = new Ladders(grid);
    for (int rank = 0; ladders.hasNext(); rank++) {
      boolean isSettled =
          stopsAtFirst
              ? state.hasViolation()
              : grid.squaredDistanceOfRank(rank) > state.nearestDistance();
      if (isSettled) {
        break;
      }
      List<int[]> rungs = ladders.next();
      if (state.visit(rungs).isEmpty()) {
        return state.result(false, "");
      }
    }
    return state.result(true, "");
  }
}
