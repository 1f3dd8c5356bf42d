package org.plumbline.verifier.dlv.search;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.plumbline.specs.query.Budget;
import org.plumbline.specs.replay.Counterexample;
import org.plumbline.verifier.dlv.grid.Grid;
import org.plumbline.verifier.dlv.grid.GridJudge;
import org.plumbline.verifier.dlv.realisation.Realisation;

/** Counts what became of the points of a grid, and keeps the nearest violation. */
public final class SearchState {
  private final int layer;
  private final GridJudge judge;
  private final Realisation realisation;
  private final Budget budget;
  private long points;
  private long kept;
  private long unreachable;
  private long spurious;
  private long open;
  private String note = "";
  private Counterexample nearest;
  private int[] nearestIndex;
  private double nearestDistance = Double.POSITIVE_INFINITY;

  public SearchState(int layer, GridJudge judge, Realisation realisation, Budget budget) {
    this.layer = layer;
    this.judge = judge;
    this.realisation = realisation;
    this.budget = budget;
  }

  Grid grid() {
    return judge.grid();
  }

  /** Points to visit together. */
  int batch() {
    return judge.batch();
  }

  boolean hasViolation() {
    return nearest != null;
  }

  /** Squared, infinite without a violation. */
  double nearestDistance() {
    return nearestDistance;
  }

  /**
   * Looks at points in batches until the time is up; returns their leads, or empty if it was up
   * first.
   */
  Optional<double[]> visit(List<int[]> some) {
    double[] leads = new double[some.size()];
    for (int from = 0; from < some.size(); from += judge.batch()) {
      if (budget.expired()) {
        note = "the time limit was reached";
        return Optional.empty();
      }
      List<int[]> part = some.subList(from, Math.min(some.size(), from + judge.batch()));
      double[] ofPart = judge.leads(part);
      System.arraycopy(ofPart, 0, leads, from, ofPart.length);
      for (int r = 0; r < ofPart.length; r++) {
        settle(part.get(r), ofPart[r]);
      }
    }
    return Optional.of(leads);
  }

  private void settle(int[] point, double lead) {
    points++;
    if (judge.isKept(point, lead)) {
      kept++;
      return;
    }
    double distance = judge.grid().squaredDistance(point);
    if (!isNearer(point, distance)) {
      return;
    }
    Realisation.Outcome outcome = realisation.realise(judge.activation(point), point, budget);
    if (outcome instanceof Realisation.Violation violation) {
      nearest = violation.counterexample();
      nearestIndex = point;
      nearestDistance = distance;
    } else if (outcome instanceof Realisation.Unreachable) {
      unreachable++;
    } else if (outcome instanceof Realisation.KeepsClass) {
      spurious++;
    } else {
      open++;
      note = ((Realisation.Open) outcome).why();
    }
  }

  /** Equal distances in the order of the index vectors. */
  private boolean isNearer(int[] point, double distance) {
    return nearest == null
        || distance < nearestDistance
        || distance == nearestDistance && Arrays.compare(point, nearestIndex) < 0;
  }

  SearchResult result(boolean isExhaustive, String leftOut) {
    return new SearchResult(
        layer,
        points,
        kept,
        unreachable,
        spurious,
        open,
        Optional.ofNullable(nearest)
            .map(v -> new SearchResult.Violation(v, judge.grid().values(nearestIndex))),
        isExhaustive,
        note.isEmpty() ? leftOut : note);
  }
}
