package org.plumbline.verifier.dlv.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.plumbline.verifier.dlv.grid.Grid;

/**
 * The paper's heuristic search: features, which are groups of dimensions, are manipulated one after
 * the other. All manipulations of a feature are tried at the point reached so far; if each keeps
 * the class, the path goes on from the one with the smallest lead. It cannot show that a grid is
 * safe, unless the grid has one feature only.
 */
public final class SinglePathSearch implements Search {
  private final int featureSize;

  /**
   * @param featureSize dimensions manipulated together
   */
  public SinglePathSearch(int featureSize) {
    this.featureSize = featureSize;
  }

  @Override
  public SearchResult search(SearchState state) {
    int dimensions = state.grid().dimensions();
    int[] reached = state.grid().centre();
    for (int first = 0; first < dimensions; first += featureSize) {
      int end = Math.min(dimensions, first + featureSize);
      List<int[]> tried = manipulated(state.grid(), reached, first, end);
      Optional<double[]> leads = state.visit(tried);
      if (leads.isEmpty()) {
        return state.result(false, "");
      }
      if (state.hasViolation()) {
        break;
      }
      reached = tried.get(least(leads.get()));
    }
    boolean isExhaustive = dimensions <= featureSize;
    return state.result(isExhaustive, isExhaustive ? "" : "a single path leaves points out");
  }

  private static List<int[]> manipulated(Grid grid, int[] from, int first, int end) {
    Grid feature = new Grid(grid.axes().subList(first, end));
    if (!feature.isNumbered()) {
      throw new IllegalArgumentException(
          "a feature of " + feature.size() + " manipulations; make it smaller");
    }
    List<int[]> points = new ArrayList<>();
    for (int number = 0; number < feature.size().intValue(); number++) {
      int[] point = from.clone();
      System.arraycopy(feature.index(number), 0, point, first, end - first);
      points.add(point);
    }
    return points;
  }

  private static int least(double[] leads) {
    int least = 0;
    for (int r = 1; r < leads.length; r++) {
      least = leads[r] < leads[least] ? r : least;
    }
    return least;
  }
}
