package org.plumbline.verifier.dlv.search;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.verifier.dlv.grid.Ladders;

/**
 * Goes on from every point that keeps the class: all rungs of the complete and covering ladder set,
 * rank by rank. At the input layer it finds the violation of the grid that is nearest in the
 * Euclidean norm, and stops at the rank from which on every point is farther away. At other layers,
 * where distances of activations say little about inputs, it stops soon after the first one.
 */
public final class MultiPathSearch implements Search {
  private final boolean stopsAtFirst;

  private MultiPathSearch(boolean stopsAtFirst) {
    this.stopsAtFirst = stopsAtFirst;
  }

  public static MultiPathSearch forNearest() {
    return new MultiPathSearch(false);
  }

  public static MultiPathSearch forAny() {
    return new MultiPathSearch(true);
  }

  @Override
  public SearchResult search(SearchState state) {
    Ladders ladders = new Ladders(state.grid());
    List<int[]> rungs = new ArrayList<>();
    while (ladders.hasNext() && !isSettled(state, ladders.rank())) {
      rungs.clear();
      while (ladders.hasNext() && rungs.size() < state.batch()) {
        rungs.add(ladders.next());
      }
      if (state.visit(rungs).isEmpty()) {
        return state.result(false, "");
      }
    }
    return state.result(true, "");
  }

  private boolean isSettled(SearchState state, int rank) {
    return stopsAtFirst
        ? state.hasViolation()
        : state.grid().squaredDistanceOfRank(rank) > state.nearestDistance();
  }
}
