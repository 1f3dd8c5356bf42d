package org.plumbline.verifier.dlv.search;

import java.util.Optional;
import org.plumbline.specs.replay.Counterexample;

/**
 * What a search over a grid of manipulations came to.
 *
 * @param layer of the grid
 * @param points evaluated
 * @param kept points that keep the class; of the others, those nearer than the violation were
 *     followed up
 * @param unreachable points of another class that no input of the region comes near to: proved
 * @param spurious points of another class whose nearby input keeps its class
 * @param open points that stayed undecided
 * @param violation the smallest one found
 * @param isExhaustive whether no point was left out, but for points farther away than the violation
 * @param note why points were left out or stayed open, or empty
 */
public record SearchResult(
    int layer,
    long points,
    long kept,
    long unreachable,
    long spurious,
    long open,
    Optional<Violation> violation,
    boolean isExhaustive,
    String note) {

  /**
   * A violation and the point of the grid that led to it.
   *
   * @param values of the grid's axes, one each
   */
  public record Violation(Counterexample counterexample, double[] values) {}

  /** Whether every manipulation keeps the class or leads to what no input does. */
  public boolean isProvedOnGrid() {
    return isExhaustive && violation.isEmpty() && kept + unreachable == points;
  }
}
