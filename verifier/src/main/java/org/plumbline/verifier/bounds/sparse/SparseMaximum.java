package org.plumbline.verifier.bounds.sparse;

import java.util.ArrayList;
import java.util.List;
import org.plumbline.network.interval.Intervals;
import org.plumbline.network.model.MaximumLayer;
import org.plumbline.verifier.bounds.MaximumRelaxation;

/**
 * Sparse zonotopes through maxima: one that a member surely wins is that member, any other an
 * interval.
 */
final class SparseMaximum {
  private static final int NONE = -1;

  private SparseMaximum() {}

  /**
   * The member that surely wins each group, or a negative number.
   *
   * @param low bounds of the members
   */
  static int[] winners(MaximumLayer layer, double[] low, double[] high) {
    int[] winner = new int[layer.size()];
    for (int g = 0; g < winner.length; g++) {
      int best = MaximumRelaxation.greatestLower(layer, g, low, 0);
      winner[g] = MaximumRelaxation.dominates(layer, g, best, low, high, 0) ? best : NONE;
    }
    return winner;
  }

  /**
   * @param winner as of {@link #winners}
   * @param low bounds of the members
   */
  static SparseZonotope image(
      MaximumLayer layer, SparseZonotope source, int[] winner, double[] low, double[] high) {
    double[] centre = new double[layer.size()];
    double[] lost = new double[layer.size()];
    for (int g = 0; g < layer.size(); g++) {
      if (winner[g] != NONE) {
        centre[g] = source.centre()[winner[g]];
        lost[g] = source.remainder()[winner[g]];
      } else {
        double from = low[MaximumRelaxation.greatestLower(layer, g, low, 0)];
        double to = MaximumRelaxation.greatestUpper(layer, g, high, 0);
        centre[g] = Intervals.middle(from, to);
        lost[g] = Intervals.radius(centre[g], from, to);
      }
    }
    return new SparseZonotope(centre, lost, symbols(source, winner));
  }

  private static List<SparseRow> symbols(SparseZonotope source, int[] winner) {
    double[] before = new double[source.size()];
    double[] after = new double[winner.length];
    List<SparseRow> rows = new ArrayList<>(source.symbols().size());
    for (SparseRow symbol : source.symbols()) {
      symbol.scatter(before, 0);
      for (int g = 0; g < winner.length; g++) {
        after[g] = winner[g] == NONE ? 0 : before[winner[g]];
      }
      symbol.clear(before, 0);
      rows.add(SparseRow.of(after, 0, after.length));
    }
    return rows;
  }
}
